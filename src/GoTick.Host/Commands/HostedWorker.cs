using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>A worker of this process with its slots, which says what becomes of it.</summary>
internal sealed class HostedWorker : IAsyncDisposable
{
    private readonly FlowExecutor _executor;
    private readonly Worker _worker;
    private readonly WorkerOptions _options;
    private readonly Action<string> _say;

    private HostedWorker(FlowExecutor executor, Worker worker, WorkerOptions options, Action<string> say) =>
        (_executor, _worker, _options, _say) = (executor, worker, options, say);

    /// <summary>Starts it, and says which store it serves.</summary>
    public static async Task<HostedWorker> StartAsync(TickClient client, WorkerOptions options, Action<string> say, CancellationToken stop)
    {
        FlowExecutor executor = Executor.Create(client);
        try
        {
            Worker worker = await Worker.StartAsync(client, executor, options, outage: Outage, cancel: stop);
            say($"Worker {worker.Id} serves {string.Join(", ", options.Queues)} in {client.StoreName}, {options.Concurrency} at one time. Ctrl+C drains.");
            return new HostedWorker(executor, worker, options, say);
        }
        catch
        {
            await executor.DisposeAsync();
            throw;
        }

        void Outage(StoreUnavailableException? error) => say(error is null ? "The store answers again." : $"{error.ErrorId}: {error.Message} Waiting for it.");
    }

    /// <summary>Stops claiming, and ends when what runs is done or given away.</summary>
    public async Task DrainAsync()
    {
        _say(_worker.Running > 0
            ? $"Draining: {_worker.Running} at work, for at most {_options.DrainTimeout.TotalSeconds:0} s. Ctrl+C again ends at once."
            : "Stopping.");
        await _worker.StopAsync();
        _say("Stopped. What was not done goes on elsewhere.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _executor.DisposeAsync();
    }
}
