using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Display;

/// <summary>Shows a run while somebody waits for it.</summary>
internal interface IRunDisplay : IAsyncDisposable
{
    /// <summary>Says which run it is.</summary>
    void Begin(RunOpening opening);

    /// <summary>Shows what a look brought.</summary>
    void Show(RunNews news);

    /// <summary>Says something about the waiting itself: the store is away, another process has the run.</summary>
    void Say(string message);

    /// <summary>The store stopped answering (the cause), or answers again (null).</summary>
    void Outage(StoreUnavailableException? error) =>
        Say(error is null ? "The store answers again." : $"{error.ErrorId}: {error.Message} Waiting for it.");

    /// <summary>The run has ended or is suspended: its output, and how it ended.</summary>
    void End(RunView run);
}
