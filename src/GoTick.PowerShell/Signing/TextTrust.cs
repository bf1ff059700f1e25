using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Signing;

/// <summary>Which texts a worker executes, as it was told.</summary>
internal sealed class TextTrust
{
    private readonly TickTrust _trust;
    private readonly SignedTexts? _signed;

    private TextTrust(TickTrust trust, SignedTexts? signed) => (_trust, _signed) = (trust, signed);

    /// <summary>Every text in the store.</summary>
    public static TextTrust Store { get; } = new(TickTrust.Store, null);

    /// <summary>Reads the settings.</summary>
    /// <param name="trust">The kind.</param>
    /// <param name="signers">The thumbprints of the only signers; none = all whom the machine trusts.</param>
    /// <param name="hasFolder">Whether there is a flows folder.</param>
    /// <exception cref="Core.Errors.TickException"><c>TickArgumentInvalid</c>: they do not go together.</exception>
    public static TextTrust Of(TickTrust trust, IReadOnlyList<string> signers, bool hasFolder)
    {
        if (trust == TickTrust.Folder && !hasFolder)
        {
            throw Values.ArgumentBinder.Invalid("Trust", "Trust in the folder needs a flows folder whose texts are trusted: give one, too.");
        }

        if (trust != TickTrust.Signed && signers.Count > 0)
        {
            throw Values.ArgumentBinder.Invalid("TrustedSigner", "Trusted signers are for a worker that trusts signed texts only: give the trust Signed, too.");
        }

        var certificates = new CertificateTrust([.. signers.Select(Thumbprint.Of)]);
        return new TextTrust(trust, trust == TickTrust.Signed ? new SignedTexts(certificates, TimeProvider.System) : null);
    }

    /// <summary>Says why a version may not be executed, null = it may; is null itself when every text may.</summary>
    /// <param name="folders">The flows folders, all of them by the time it is asked.</param>
    public Func<FlowVersion, string?>? DistrustWith(IReadOnlyCollection<FlowFolder> folders) => _trust switch
    {
        TickTrust.Store => null,
        TickTrust.Folder => version => folders.Any(f => f.Had(version.Hash)) ? null : "it is not among the texts that the worker's flows folder has or had.",
        TickTrust.Signed => _signed!.Distrust,
        _ => throw new ArgumentOutOfRangeException(nameof(folders), _trust, null),
    };
}
