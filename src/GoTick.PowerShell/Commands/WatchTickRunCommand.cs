using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Display;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Shows runs while they go on: steps as they end, what is at work, branches, progress, what they write. In a terminal it is a picture that changes;
/// elsewhere each change is a line of the information stream. Ends with the run, and when it is suspended; Ctrl+C ends the watching, not the run.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "TickRun")]
[OutputType(typeof(TickRun))]
public sealed class WatchTickRunCommand : RunCommand
{
    /// <summary>Writes the run object at the end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override void Take(ItemId run)
    {
        RunView begun = Await(Client.GetRunAsync(run, StopToken));
        RunView last = Show(begun);
        if (PassThru)
        {
            WriteObject(Shown(last));
        }
    }

    private RunView Show(RunView run)
    {
        // Its output is for Receive-TickRun.
        IRunDisplay display = HostScreen.Of(Host) is { } screen ? new TreeDisplay(screen, _ => { }) : new PlainDisplay(WriteLine, _ => { });
        try
        {
            display.Begin(new RunOpening(run, Connection.Store, Resumes: false, Holder: null));
            foreach (RunNews news in new RunFollower(Client, run.Id).Follow(outage: display.Outage, stop: StopToken))
            {
                display.Show(news);
                if (news.IsOver)
                {
                    display.End(news.Run);
                    return news.Run;
                }
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested && display is TreeDisplay)
        {
            display.Say($"No longer shown. The run goes on: Watch-TickRun {run.Id}");
            throw;
        }

        throw new InvalidOperationException("The following of a run ended before the run.");
    }

    private void WriteLine(string line) => WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
}
