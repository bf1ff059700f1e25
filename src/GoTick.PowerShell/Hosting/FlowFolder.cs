using System.Threading.Channels;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Publishes the flows of a folder: when it opens, only texts that the catalogue never had; while it is open, every file that changes. What is wrong with
/// a file is told and never ends it.
/// </summary>
internal sealed class FlowFolder : IAsyncDisposable
{
    /// <summary>How long the folder must be quiet after a change: editors write a file in several steps.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    // The net below the watcher, which network shares and containers may leave without events.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly Func<FlowSource, bool, CancellationToken, Task> _publish;
    private readonly Action<string> _warn;
    private readonly TimeProvider _time;
    private readonly FolderHistory _history;
    private readonly Dictionary<string, string> _published = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _broken = new(StringComparer.Ordinal);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closing = new();
    private FileSystemWatcher? _watcher;
    private Task _watching = Task.CompletedTask;

    private FlowFolder(string path, Func<FlowSource, bool, CancellationToken, Task> publish, Action<string> warn, FolderHistory history, TimeProvider time)
    {
        Path = path;
        _publish = publish;
        _warn = warn;
        _history = history;
        _time = time;
    }

    /// <summary>The folder, as a full path.</summary>
    public string Path { get; }

    /// <summary>Publishes what is there and begins to watch.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="publish">Publishes a flow; true = only if the catalogue never had its text.</param>
    /// <param name="warn">Told of files that cannot be published, with file and line.</param>
    /// <param name="historyRoot">Where it is kept which versions the folder had.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="cancel">Gives up opening.</param>
    /// <exception cref="TickException"><c>TickFlowFolderNotFound</c>, or an error of the store.</exception>
    public static async Task<FlowFolder> OpenAsync(
        string path,
        Func<FlowSource, bool, CancellationToken, Task> publish,
        Action<string> warn,
        string historyRoot,
        TimeProvider? time = null,
        CancellationToken cancel = default)
    {
        string full = System.IO.Path.GetFullPath(path);
        // It throws for a folder that is not there, before anything is made for it.
        IReadOnlyList<FlowFolderEntry> entries = FlowSource.ReadFolder(full);
        var folder = new FlowFolder(full, publish, warn, new FolderHistory(full, historyRoot), time ?? TimeProvider.System);
        // The watcher first: what changes while the folder is published is not missed.
        folder.Watch();
        try
        {
            await folder.PublishAsync(entries, onlyIfNew: true, cancel);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }

        folder._watching = folder.WatchAsync(folder._closing.Token);
        return folder;
    }

    /// <summary>True for a version that the folder has or had.</summary>
    public bool Had(string version) => _history.Holds(version);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _watcher?.Dispose();
        await _watching;
        _closing.Dispose();
    }

    private void Watch()
    {
        _watcher = new FileSystemWatcher(Path, "*.ps*") { IncludeSubdirectories = true };
        _watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
        _watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
        _watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
        _watcher.Error += (_, _) => _changes.Writer.TryWrite(true);
        _watcher.EnableRaisingEvents = true;
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await ChangeAsync(stop);
                try
                {
                    await PublishAsync(FlowSource.ReadFolder(Path), onlyIfNew: false, stop);
                }
                catch (TickException e)
                {
                    Tell(Path, e.Message); // the folder is away, or the store: the next look tries again
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private async Task ChangeAsync(CancellationToken stop)
    {
        Task<bool> change = _changes.Reader.ReadAsync(stop).AsTask();
        Task next = await Task.WhenAny(change, Task.Delay(Look, _time, stop));
        await next;
        if (next != change)
        {
            // The read is still open: end it by an event of our own, so that none is lost to it.
            _changes.Writer.TryWrite(true);
            await change;
            return;
        }

        do
        {
            await Task.Delay(Quiet, _time, stop);
        }
        while (_changes.Reader.TryRead(out _));
    }

    private async Task PublishAsync(IReadOnlyList<FlowFolderEntry> entries, bool onlyIfNew, CancellationToken cancel)
    {
        foreach (FlowFolderEntry entry in entries)
        {
            switch (entry)
            {
                case FlowFolderEntry.Broken broken:
                    Tell(broken.Path, broken.Error.Message);
                    break;
                case FlowFolderEntry.Flow flow:
                    await PublishAsync(flow.Source, onlyIfNew, cancel);
                    break;
            }
        }
    }

    private async Task PublishAsync(FlowSource source, bool onlyIfNew, CancellationToken cancel)
    {
        _broken.Remove(source.Path);
        if (_published.GetValueOrDefault(source.Definition.Name) == source.Version.Hash)
        {
            return;
        }

        _history.Add(source.Version.Hash);
        try
        {
            await _publish(source, onlyIfNew, cancel);
        }
        catch (TickException e) when (e is not StoreUnavailableException)
        {
            Tell(source.Path, e.Message);
            return;
        }

        _published[source.Definition.Name] = source.Version.Hash;
    }

    // Once for each fault, not at each look.
    private void Tell(string path, string message)
    {
        if (_broken.GetValueOrDefault(path) != message)
        {
            _broken[path] = message;
            _warn(message);
        }
    }
}
