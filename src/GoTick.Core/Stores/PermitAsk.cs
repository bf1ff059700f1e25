namespace GoTick.Core.Stores;

/// <summary>Somebody wants a permit of a limit.</summary>
/// <param name="Holder">Who: a name that no other asker of the limit has. Asking again changes nothing.</param>
/// <param name="Tag">Under what: a holder that asks under another tag gives the old permit back first (a step that is begun again under a new lease).</param>
/// <param name="Line">Waiting askers of one priority take turns line by line; empty = the common one.</param>
/// <param name="Priority">−100 to 100; the higher goes first.</param>
public sealed record PermitAsk(string Holder, string Tag, string Line, int Priority);
