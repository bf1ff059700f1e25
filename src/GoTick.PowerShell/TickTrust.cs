namespace GoTick;

/// <summary>Which texts a worker executes. Whoever may write to a store can otherwise have its workers run any code.</summary>
public enum TickTrust
{
    /// <summary>Every text in the store.</summary>
    Store,

    /// <summary>Only texts that the worker's own folders have, or had while a worker of this user watched them.</summary>
    Folder,

    /// <summary>
    /// Only texts whose every file carries a valid Authenticode signature, on every system: of a trusted signer if those are named, else of a certificate for
    /// code signing from an authority that the machine trusts.
    /// </summary>
    Signed,
}
