using GoTick.Core.Workers;
using GoTick.Host.Access;
using GoTick.Host.Api;

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

    /// <summary>Who may reach it.</summary>
    public AccessSettings Access { get; init; } = new();
}
