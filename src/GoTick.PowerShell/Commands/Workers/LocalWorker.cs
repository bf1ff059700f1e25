using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using GoTick.Core.Client;
using GoTick.Core.Workers;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Signing;

namespace GoTick.PowerShell.Commands.Workers;

/// <summary>A worker of this process with its slots and its flows folders.</summary>
internal sealed class LocalWorker
{
    private const int MostWarnings = 100;

    private readonly StoreConnection _connection;
    private readonly FlowExecutor _executor;
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly List<FlowFolder> _folders = [];
    private readonly Lock _lock = new();
    private Worker _worker = null!;
    private Task? _stopping;

    private LocalWorker(StoreConnection connection, FlowExecutor executor)
    {
        _connection = connection;
        _executor = executor;
    }

    /// <summary>Its name, new at each start.</summary>
    public string Id => _worker.Id.Text;

    /// <summary>The store that it serves, without user and password.</summary>
    public string Store => _connection.Store;

    /// <summary>What it says of itself.</summary>
    public WorkerRecord Record => _worker.Record;

    /// <summary>How many runs it executes right now.</summary>
    public int Running => _worker.Running;

    /// <summary>The folders whose flows it publishes.</summary>
    public IEnumerable<string> Paths => _folders.Select(f => f.Path);

    /// <summary>What it warned of lately.</summary>
    public string[] Warnings => [.. _warnings];

    /// <summary>Told of each warning from the worker's own threads.</summary>
    public event Action<string>? Warned;

    /// <summary>Cancelled when it begins to stop.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>Starts a worker; when this returns, it is seen in the store.</summary>
    /// <param name="connection">The store; the worker uses it until it has stopped.</param>
    /// <param name="paths">The flows folders, as full paths.</param>
    /// <param name="trust">Which texts it executes.</param>
    /// <param name="options">How it works.</param>
    /// <param name="warned">Told of warnings.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<LocalWorker> StartAsync(
        StoreConnection connection, IReadOnlyList<string> paths, TextTrust trust, WorkerOptions options, Action<string> warned, CancellationToken cancel)
    {
        options.Validate(); // before anything is published
        ObjectDisposedException.ThrowIf(!connection.TryUse(), typeof(StoreConnection));

        TickClient client = connection.Direct;
        var local = new LocalWorker(connection, new FlowExecutor(UserFolders.Versions, HostSessions.Add, runspace => Opened(runspace, client)));
        local.Warned += warned;
        options.Distrust = trust.DistrustWith(local._folders);
        try
        {
            foreach (string path in paths)
            {
                local._folders.Add(await FlowFolder.OpenAsync(path, local.PublishAsync, local.Warn, UserFolders.Histories, cancel: cancel));
            }

            local._worker = await Worker.StartAsync(client, local._executor, options, outage: local.TellOutage, cancel: cancel);
        }
        catch
        {
            await local.LeaveAsync();
            throw;
        }

        await local.BePresentAsync(cancel);
        return local;
    }

    /// <summary>Drains and stops it. Safe to call again: each call waits for the same end.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            return _stopping ??= Task.Run(EndAsync);
        }
    }

    private async Task EndAsync()
    {
        await Ending.CancelAsync();
        await _worker.DisposeAsync();
        await LeaveAsync();
    }

    private async Task LeaveAsync()
    {
        foreach (FlowFolder folder in _folders)
        {
            await folder.DisposeAsync();
        }

        await _executor.DisposeAsync();
        _connection.Release();
    }

    // The cmdlets in a flow's steps mean the worker's store.
    private static void Opened(Runspace runspace, TickClient client)
    {
        HostSessions.Opened?.Invoke(runspace);
        TickSession.Attach(runspace, client);
    }

    private Task PublishAsync(FlowSource source, bool onlyIfNew, CancellationToken cancel) =>
        _connection.Client.PublishAsync(source.Definition, source.Version, onlyIfNew, cancel: cancel);

    // Whoever starts a run right after this must not be told that there is no worker.
    private async Task BePresentAsync(CancellationToken cancel)
    {
        for (int i = 0; i < 100 && !(await _connection.Client.ListWorkersAsync(cancel)).Any(w => w.Id == _worker.Id); i++)
        {
            await Task.Delay(10, cancel);
        }
    }

    private void TellOutage(Core.Errors.StoreUnavailableException? outage) =>
        Warn(outage is null ? $"{Store} answers again." : $"{outage.Message} The worker waits for it.");

    private void Warn(string message)
    {
        _warnings.Enqueue(message);
        while (_warnings.Count > MostWarnings)
        {
            _warnings.TryDequeue(out _);
        }

        Warned?.Invoke(message);
    }
}
