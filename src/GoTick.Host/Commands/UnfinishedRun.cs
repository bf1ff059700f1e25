using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>Finds the run that an earlier <c>gotick run</c> of the same script and arguments left, or starts one.</summary>
internal static class UnfinishedRun
{
    /// <summary>The newest run that has not ended; null when there is none.</summary>
    public static async Task<RunView?> FindAsync(TickClient client, RunName name, CancellationToken cancel)
    {
        await foreach (RunView run in client.ListRunsAsync(new RunQuery { Tag = name.Tag }, cancel))
        {
            if (!run.Status.IsTerminal())
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>A new run, in its own queue and the caller's folder. The flows that it runs as children are published with it.</summary>
    public static async Task<RunView> StartAsync(TickClient client, FlowSource source, Payload arguments, RunName name, CancellationToken cancel)
    {
        foreach (FlowSource flow in CalledFlows.Of(source).Prepend(source))
        {
            // A script that is tried out by hand does not begin to start by itself.
            await client.PublishAsync(flow.Definition, flow.Version, withSchedule: false, cancel: cancel);
        }

        StartResult started = await client.StartAsync(
            new StartRequest
            {
                Flow = source.Definition.Name,
                Arguments = arguments,
                Queue = name.Queue,
                Tags = [name.Tag],
                WorkingDirectory = Environment.CurrentDirectory,
            },
            cancel);
        return await client.GetRunAsync(started.Id, cancel);
    }
}
