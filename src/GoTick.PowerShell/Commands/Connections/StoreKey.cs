namespace GoTick.PowerShell.Commands.Connections;

/// <summary>What tells one connection from another: the address as it was given (files as full paths), and the credentials: of a server, its key.</summary>
internal sealed record StoreKey(string Address, string? User, string? Password, string? ApiKey = null)
{
    /// <summary>Never shows credentials.</summary>
    public override string ToString() => "(a store)";
}
