using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Streams;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// The output of runs, and what they wrote to their streams, as <c>Receive-Job</c> gives it: warnings are warnings here, errors errors, and so on, each under
/// this session's preferences. A run that failed is the error <c>TickRunFailed</c>, with the flow's own error in <c>Exception.InnerException</c>; one that has
/// not ended is <c>TickRunNotTerminal</c>. Nothing is taken away: the store keeps all of it until the run is removed.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "TickRun")]
[OutputType(typeof(object))]
public sealed class ReceiveTickRunCommand : RunCommand
{
    /// <summary>Waits for the end of each run; its streams come as it writes them.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Changes nothing, and is there for scripts written for <c>Receive-Job</c>: what a run wrote is always kept.</summary>
    [Parameter]
    public SwitchParameter Keep { get; set; }

    internal override void Take(ItemId run)
    {
        var replay = new StreamReplay(this);
        RunView view;
        if (Wait)
        {
            view = Follow(run, replay);
        }
        else
        {
            RunNews news = Await(new RunFollower(Client, run, withSteps: false).ReadAsync(StopToken));
            view = news.Run;
            Replay(news, replay);
        }

        WriteObject(RunResults.OutputOf(view), enumerateCollection: true);
    }

    private RunView Follow(ItemId run, StreamReplay replay)
    {
        foreach (RunNews news in new RunFollower(Client, run, withSteps: false).Follow(outage: replay.Outage, stop: StopToken))
        {
            Replay(news, replay);
            replay.Progress(news.Run);
            if (news.IsOver)
            {
                return news.Run;
            }
        }

        throw new InvalidOperationException("The following of a run ended before the run.");
    }

    private static void Replay(RunNews news, StreamReplay replay)
    {
        foreach (StreamRecord record in news.Records)
        {
            replay.Write(record);
        }
    }
}
