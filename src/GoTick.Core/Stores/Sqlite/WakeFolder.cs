using System.Collections.Concurrent;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// How the processes of one file tell each other that there is news. Each has a file of its own in the folder <c>FILE.wake</c> and touches it;
/// the others watch the folder. A folder apart, because a watch on the database's own would fire at every write of its log.
/// </summary>
internal sealed class WakeFolder : IDisposable
{
    private readonly string _folder;
    private readonly Action _news;
    private readonly WakeFile _own;
    private readonly ConcurrentDictionary<string, bool> _others = new(StringComparer.Ordinal);
    private readonly FileSystemWatcher? _watcher;
    private int _isTelling;

    /// <param name="folder">The folder; made if it does not exist.</param>
    /// <param name="news">Called when another process has news, on a pool thread; many touches may become one call.</param>
    private WakeFolder(string folder, Action news)
    {
        (_folder, _news) = (folder, news);
        OwnerOnly.CreateFolder(folder);
        WakeFile.RemoveDead(folder);
        _own = WakeFile.Create(folder);
        _watcher = Watch();
        foreach (string other in Directory.EnumerateFiles(folder))
        {
            Add(Path.GetFileName(other));
        }
    }

    /// <summary>Joins the processes of a file. Call it under the lock between processes.</summary>
    public static WakeFolder Join(string path, Action news) => new(path + ".wake", news);

    /// <summary>Tells the other processes, if there are any.</summary>
    public void Touch()
    {
        if (_others.IsEmpty)
        {
            return;
        }

        try
        {
            _own.Touch();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The disk is full, or the store was closed while its last turn was waited for. Workers ask once a second anyway.
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _own.Dispose();
    }

    private FileSystemWatcher? Watch()
    {
        var watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName };
        watcher.Created += (_, e) => Add(e.Name);
        watcher.Deleted += (sender, e) => _others.TryRemove(e.Name ?? "", out _);
        watcher.Changed += (_, e) => Tell(e.Name);
        watcher.Error += (_, _) => Tell(null);
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            // The system has no watch left to give. Workers ask once a second anyway, so that news only comes later.
            watcher.Dispose();
            return null;
        }
    }

    private void Add(string? name)
    {
        if (name is not null && name != _own.Name)
        {
            _others.TryAdd(name, true);
        }
    }

    private void Tell(string? name)
    {
        if (name == _own.Name || Interlocked.Exchange(ref _isTelling, 1) == 1)
        {
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            // First the flag: a touch from now on is news again.
            Volatile.Write(ref _isTelling, 0);
            _news();
        }, null);
    }
}
