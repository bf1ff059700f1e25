using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Workers;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>The worker of one run's queue: it works only while no other living process does.</summary>
internal sealed class PrivateWorker(TickClient client, string queue, IRunDisplay display, Action<StoreUnavailableException?> outage) : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private FlowExecutor? _executor;
    private Worker? _worker;
    private string? _holder;
    private long _looked;

    /// <summary>Who else executes the run; null when nobody does.</summary>
    public async Task<string?> HolderAsync(CancellationToken cancel)
    {
        _looked = Environment.TickCount64;
        WorkerView? other = (await client.ListWorkersAsync(cancel)).FirstOrDefault(w => w.Id != _worker?.Id && w.Queues.Contains(queue));
        _holder = other is null ? null : other.Record is { } record ? $"process {record.ProcessId} on {record.Machine}" : $"worker {other.Id}";
        return _holder;
    }

    /// <summary>Begins to work unless somebody else does; asks again when a second is over.</summary>
    public async Task WorkWhenAloneAsync(CancellationToken cancel)
    {
        bool isKnown = _holder is not null && Environment.TickCount64 - _looked < LookEvery.TotalMilliseconds;
        if (_worker is not null || isKnown)
        {
            return;
        }

        try
        {
            string? before = _holder;
            if (before is not null && await HolderAsync(cancel) is null)
            {
                display.Say($"{before} is gone. Going on here.");
            }

            if (_holder is null)
            {
                await StartAsync(cancel);
            }
        }
        catch (StoreUnavailableException) when (_holder is not null)
        {
            // The follower says so and waits; we ask again once it answers.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _worker, null) is { } worker)
        {
            await worker.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _executor, null) is { } executor)
        {
            await executor.DisposeAsync();
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        _executor = Executor.Create(client);

        // Nothing tries it again by itself: each call is a person's, who may have ended the last one with kill -9.
        var options = new WorkerOptions
        {
            Queues = [queue],
            DrainTimeout = TimeSpan.FromSeconds(2),
            MaxCrashes = 0,
            ServesSchedules = false,
            ServesMachine = false, // after a reboot the same call goes on with the run
            RebootCommand = RebootSettings.Command,
            Boot = RebootSettings.Boot,
        };
        _worker = await Worker.StartAsync(client, _executor, options, outage: outage, cancel: cancel);
    }
}
