using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.Host.Access;
using GoTick.Host.Api;
using GoTick.PowerShell.Signing;

namespace GoTick.Host.Server;

/// <summary>How a server works.</summary>
internal sealed class ServerSettings
{
    /// <summary>Where it listens when nothing is said: on this machine alone.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7777";

    /// <summary>Where it listens, several addresses with <c>;</c> between them. Port 0 = a free one.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Folders of flows to publish.</summary>
    public IReadOnlyList<string> Flows { get; init; } = [];

    /// <summary>The bounds of the HTTP API.</summary>
    public ApiSettings Api { get; init; } = new();

    /// <summary>Its worker; null = none.</summary>
    public WorkerOptions? Worker { get; init; }

    /// <summary>Which texts are executed in its process.</summary>
    public TextTrust Trust { get; init; } = TextTrust.Store;

    /// <summary>Says why a text may not be executed in its process, null when it may; itself null = every text may. Known once the folders are open.</summary>
    public Func<FlowVersion, string?>? Distrust { get; set; }

    /// <summary>Who may reach it.</summary>
    public AccessSettings Access { get; init; } = new();
}
