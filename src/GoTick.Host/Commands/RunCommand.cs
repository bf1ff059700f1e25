using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Display;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary>
/// <c>gotick run</c>: worker and store in one process, for this run only. Called again with the same file and arguments it goes on with the unfinished
/// run, on the text that the run began with, or follows it while another process executes it.
/// </summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var startsNew = new Option<bool>("--new") { Description = "Start another run instead of going on with the unfinished one." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line on stdout: run, step, log, end." };
        Option<string?> store = StoreOption.Create();
        Argument<string[]> script = WordsArgument.Create("SCRIPT", "The flow's file; everything behind it goes to the script, as with pwsh -File.");
        var command = new Command("run", "Run a flow here and now, or go on with the run that was interrupted.") { startsNew, json, store, script };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(script), parsed.GetValue(startsNew), parsed.GetValue(json), parsed.GetValue(store)));
        return command;
    }

    private static async Task<int> RunAsync(string[] words, bool startsNew, bool json, string? store)
    {
        using var interruption = new Interruption();
        FlowSource source = FlowSource.Read(words[0], root: null);
        Payload arguments = ValueCodec.Encode(ArgumentBinder.FromCommandLine([.. words.Skip(1)], source.Definition.Parameters), "The arguments");
        var name = RunName.Of(source.Path, arguments.Text);
        await using TickClient client = await StoreOption.OpenAsync(store, interruption.Token);
        await using IRunDisplay display = RunDisplays.Choose(json);
        try
        {
            RunView? found = startsNew ? null : await UnfinishedRun.FindAsync(client, name, interruption.Token);
            RunView run = found ?? await UnfinishedRun.StartAsync(client, source, arguments, name, interruption.Token);
            var outages = new OutageSources(display.Outage);
            await using var executing = new PrivateWorker(client, name.Queue, display, outages.Add());
            string? holder = found is null ? null : await executing.HolderAsync(interruption.Token);
            display.Begin(new RunOpening(run, client.Store.Identity.ToString(), found is not null, holder));
            return await FollowAsync(client, run.Id, executing, display, outages.Add(), interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            display.Say("Interrupted. Run the same command again to go on.");
            return ExitCodes.Interrupted;
        }
    }

    private static async Task<int> FollowAsync(
        TickClient client, ItemId id, PrivateWorker executing, IRunDisplay display, Action<StoreUnavailableException?> outage, CancellationToken stop)
    {
        var follower = new RunFollower(client, id);
        try
        {
            await executing.WorkWhenAloneAsync(stop);
            await foreach (RunNews news in follower.FollowAsync(outage: outage, stop: stop))
            {
                display.Show(news);
                if (news.IsOver)
                {
                    return End(news, display);
                }

                await executing.WorkWhenAloneAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Draining lets what runs go on for a while: the run may come to its end in it.
            await executing.DisposeAsync();
            if (await LastLookAsync(follower) is { IsOver: true } last)
            {
                display.Show(last);
                return End(last, display);
            }

            throw;
        }

        throw new InvalidOperationException("The following of a run ended before the run.");
    }

    private static int End(RunNews last, IRunDisplay display)
    {
        display.End(last.Run);
        if (last.Run.Status == RunStatus.Suspended)
        {
            display.Say("The same command with --new starts another run.");
        }

        return ExitCodes.Of(last.Run);
    }

    private static async Task<RunNews?> LastLookAsync(RunFollower follower)
    {
        try
        {
            return await follower.ReadAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return null; // then nobody can say how far it came, and the next call finds out
        }
    }
}
