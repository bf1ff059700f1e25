using System.CommandLine;
using System.Globalization;
using System.Net;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;

namespace GoTick.Host.Commands;

/// <summary>The options of <c>gotick server</c> that say who may reach it.</summary>
internal sealed class AccessOptions
{
    private readonly Option<bool> _requireKey = new("--require-key") { Description = "Ask for a key on this machine's own addresses, too." };
    private readonly Option<bool> _behindProxy = new("--behind-proxy") { Description = "A proxy that speaks TLS stands before it: take its word on who calls." };
    private readonly Option<string[]> _proxies = new("--proxy")
    {
        Description = "Where such proxies are. Default: on this machine.",
        HelpName = "CIDR",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = $"The certificate for https://, a PEM or PFX file; read again when it changes. Its password: ${CertificateFile.PasswordVariable}.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _certificateKey = new("--certificate-key") { Description = "The PEM file of its key, if it is not in the same one.", HelpName = "PATH" };
    private readonly Option<int> _auditDays = new("--audit-days")
    {
        Description = "How many days entries of the audit log are kept, 1 to 3,650.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => (int)AuditLog.DefaultKeep.TotalDays,
    };

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_requireKey, _behindProxy, _proxies, _certificate, _certificateKey, _auditDays];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The settings that they describe.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public AccessSettings Read(ParseResult parsed) => new()
    {
        RequiresKey = parsed.GetValue(_requireKey),
        IsBehindProxy = parsed.GetValue(_behindProxy),
        Proxies = parsed.GetValue(_proxies) is { Length: > 0 } named ? [.. named.Select(Network)] : AccessSettings.ThisMachine,
        Certificate = parsed.GetValue(_certificate),
        CertificateKey = parsed.GetValue(_certificateKey),
        KeepAudit = parsed.GetValue(_auditDays) is >= 1 and <= 3_650 and var days
            ? TimeSpan.FromDays(days)
            : throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "--audit-days takes 1 to 3,650."),
    };

    /// <summary>The same for a server that is started by another command: only what was given, with whole paths.</summary>
    public IEnumerable<string> Words(ParseResult parsed) =>
    [
        .. parsed.GetValue(_requireKey) ? [_requireKey.Name] : Array.Empty<string>(),
        .. parsed.GetValue(_behindProxy) ? [_behindProxy.Name] : Array.Empty<string>(),
        .. (parsed.GetValue(_proxies) ?? []).SelectMany(p => new[] { _proxies.Name, p }),
        .. parsed.GetValue(_certificate) is { } certificate ? [_certificate.Name, Path.GetFullPath(certificate)] : Array.Empty<string>(),
        .. parsed.GetValue(_certificateKey) is { } key ? [_certificateKey.Name, Path.GetFullPath(key)] : Array.Empty<string>(),
        .. parsed.GetResult(_auditDays) is { Implicit: false } ? [_auditDays.Name, parsed.GetValue(_auditDays).ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network) ? network
        : IPAddress.TryParse(text, out IPAddress? one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{text}' names no proxies: write 10.0.0.7, or 10.0.0.0/24.") { Target = text };
}
