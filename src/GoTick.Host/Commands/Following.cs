using GoTick.Core.Client;
using GoTick.PowerShell.Display;

namespace GoTick.Host.Commands;

/// <summary>Shows a run that others execute, until its end.</summary>
internal static class Following
{
    /// <summary>Returns the exit code; the display is disposed.</summary>
    public static async Task<int> ShowAsync(TickClient client, RunView run, IRunDisplay display, CancellationToken stop)
    {
        await using IRunDisplay shown = display;
        display.Begin(new RunOpening(run, client.Store.Identity.ToString(), Resumes: false, Holder: null));
        try
        {
            await foreach (RunNews news in new RunFollower(client, run.Id).FollowAsync(outage: display.Outage, stop: stop))
            {
                display.Show(news);
                if (news.IsOver)
                {
                    display.End(news.Run);
                    return ExitCodes.Of(news.Run);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            display.Say("No longer shown; the run goes on.");
        }

        return ExitCodes.Interrupted;
    }
}
