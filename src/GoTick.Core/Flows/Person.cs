namespace GoTick.Core.Flows;

/// <summary>Somebody who steers runs, as journals name them.</summary>
/// <param name="Name">The name: of an account, <c>DOMAIN\user</c> where there are domains.</param>
/// <param name="IsVerified">True when somebody else than the process that says so vouches for the name; a process that writes to a store can say anything.</param>
public sealed record Person(string Name, bool IsVerified)
{
    /// <summary>True when a list names this person. Case does not matter; a name without domain means the account of every domain.</summary>
    public bool IsAmong(IEnumerable<string> names) => names.Any(Is);

    private bool Is(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || (!name.Contains('\\', StringComparison.Ordinal)
            && Name.LastIndexOf('\\') is >= 0 and var at
            && Name.AsSpan(at + 1).Equals(name, StringComparison.OrdinalIgnoreCase));
}
