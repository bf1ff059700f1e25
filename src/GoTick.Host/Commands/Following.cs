using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Host.Display;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary>Shows a run that others execute, until its end.</summary>
internal static class Following
{
    /// <summary>Returns the exit code; the display is disposed.</summary>
    public static async Task<int> ShowAsync(ITickClient client, RunView run, IRunDisplay display, CancellationToken stop)
    {
        await using IRunDisplay shown = display;
        display.Begin(new RunOpening(run, client.StoreName, Resumes: false, Holder: null));
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

    /// <summary>A run that a command made: followed to its end, or told in one line. Returns the exit code.</summary>
    public static async Task<int> TellAsync(ITickClient client, RunView run, bool waits, bool asJson, CancellationToken stop)
    {
        if (waits)
        {
            return await ShowAsync(client, run, RunDisplays.Choose(asJson), stop);
        }

        Console.Out.WriteLine(asJson ? ValueJson.Line(RunJson.Of(run)) : run.Id.Text);
        return ExitCodes.Ok;
    }

    /// <summary>Says it when nobody is there to execute what is started.</summary>
    public static async Task WarnWithoutWorkerAsync(ITickClient client, string queue, CancellationToken cancel, string what = "The run waits")
    {
        if (!await client.HasWorkerAsync(queue, cancel))
        {
            await Console.Error.WriteLineAsync(
                $"gotick: {TickErrorId.NoWorker}: no live worker serves the queue '{queue}' of {client.StoreName}. {what} there until one does: gotick worker --queue {queue}");
        }
    }
}
