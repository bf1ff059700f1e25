namespace GoTick.Core.Errors;

/// <summary>The store refused a write because another worker holds the item now. The activation must stop and record nothing.</summary>
public sealed class LeaseLostException(string message)
    : TickException(TickErrorId.LeaseLost, TickErrorKind.InvalidState, message);
