using System.Net;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>Who may reach a server, and how.</summary>
internal sealed record AccessSettings
{
    /// <summary>The proxies whose word on the client is taken by default: those of this machine.</summary>
    public static IReadOnlyList<IPNetwork> ThisMachine { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>True: keys are needed on the loopback, too.</summary>
    public bool RequiresKey { get; init; }

    /// <summary>True: a proxy stands before it and speaks TLS with the world.</summary>
    public bool IsBehindProxy { get; init; }

    /// <summary>Where such proxies are.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = ThisMachine;

    /// <summary>The certificate: a PEM or PFX file; null = none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of its key; null = it is in the certificate's file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>How long audit entries are kept. Default 90 days.</summary>
    public TimeSpan KeepAudit { get; init; } = AuditLog.DefaultKeep;
}
