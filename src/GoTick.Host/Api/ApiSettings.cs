using GoTick.Core.Flows;

namespace GoTick.Host.Api;

/// <summary>The bounds of the HTTP API. Safe to change with runs in flight.</summary>
internal sealed class ApiSettings
{
    /// <summary>The most bytes of a body: a value of the limit whose every character needs six in JSON, and what stands around it.</summary>
    public long MaxBodyBytes { get; init; } = (7L * Payload.MaxBytes) + (1024 * 1024);

    /// <summary>The most bytes of a run that is imported. Default 256 MiB.</summary>
    public long MaxArchiveBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most bytes of one page; a page that would be larger is shorter.</summary>
    public int MaxPageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The longest time that one call waits for a run. Default 60 s: proxies cut calls that take longer.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many listen to events at one time, over all runs. Default 2,000; each costs about 100 KB while it does not read.</summary>
    public int MaxListeners { get; init; } = 2_000;

    /// <summary>How many looks at a run (at most ten a second) wait for one listener; one that falls back further is let go. Default 64.</summary>
    public int MaxListenerLag { get; init; } = 64;

    /// <summary>How often a silent stream of events says that it is alive. Default 15 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);
}
