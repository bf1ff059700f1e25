using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary>The exit codes of <c>gotick</c> (design §10).</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Canceled = 3;
    public const int TimedOut = 4;
    public const int StoreUnavailable = 5;
    public const int Interrupted = 130;

    /// <summary>The exit code that tells how a run ended.</summary>
    public static int Of(RunView run) => run.Status switch
    {
        RunStatus.Completed => Ok,
        RunStatus.Canceled => Canceled,
        RunStatus.TimedOut => TimedOut,
        _ => run.ExitCode != 0 ? run.ExitCode : Failed,
    };
}
