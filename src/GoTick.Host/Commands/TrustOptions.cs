using System.CommandLine;
using GoTick.Core.Errors;
using GoTick.PowerShell.Signing;

namespace GoTick.Host.Commands;

/// <summary>The options of a worker that say which texts it executes.</summary>
internal sealed class TrustOptions
{
    private readonly Option<TickTrust> _trust = new("--trust")
    {
        Description = "Which texts it executes: store (all), folder (those that its --flows have or had), signed (those with a valid Authenticode signature in each file).",
        HelpName = "store|folder|signed",
    };

    private readonly Option<string[]> _signers = new("--trusted-signer")
    {
        Description = "With --trust signed: the thumbprints of the only certificates that count. Default: all for code signing that this machine trusts.",
        HelpName = "THUMBPRINT",
        AllowMultipleArgumentsPerToken = true,
    };

    public TrustOptions() => _trust.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "store", "folder", "signed");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_trust, _signers];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="flows">The flows folders of the call.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public TextTrust Read(ParseResult parsed, IReadOnlyCollection<string> flows) =>
        TextTrust.Of(parsed.GetValue(_trust), parsed.GetValue(_signers) ?? [], flows.Count > 0);

    /// <summary>The same for a worker that is started by another command: only what was given.</summary>
    public IEnumerable<string> Words(ParseResult parsed) =>
    [
        .. parsed.GetResult(_trust) is { Implicit: false } ? [_trust.Name, parsed.GetValue(_trust).ToString()] : Array.Empty<string>(),
        .. (parsed.GetValue(_signers) ?? []).SelectMany(s => new[] { _signers.Name, s }),
    ];
}
