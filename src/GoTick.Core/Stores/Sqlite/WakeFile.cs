namespace GoTick.Core.Stores.Sqlite;

/// <summary>A process's own file in the <see cref="WakeFolder"/>. It lives as long as the process.</summary>
internal sealed class WakeFile : IDisposable
{
    private static readonly byte[] Mark = [1];

    private readonly string _path;

    // On Unix it is held locked: how others see that its process lives. On Windows it is held open, and cannot be deleted.
    private readonly FileLock? _alive;
    private readonly FileStream? _open;

    private WakeFile(string path)
    {
        _path = path;
        if (OperatingSystem.IsWindows())
        {
            _open = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        _alive = FileLock.Open(path);
        _alive.TryEnter();
    }

    public string Name => Path.GetFileName(_path);

    public static WakeFile Create(string folder) => new(Path.Combine(folder, Guid.NewGuid().ToString("N")));

    /// <summary>Deletes what killed processes left. Under the lock between processes, so that a file being made is not taken for one.</summary>
    public static void RemoveDead(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            try
            {
                if (!IsAlive(path))
                {
                    File.Delete(path);
                }
            }
            catch (IOException)
            {
                // In use on Windows, or deleted by its own process just now; either way not ours to delete.
            }
        }
    }

    public void Touch()
    {
        if (_alive is not null)
        {
            RandomAccess.Write(_alive.File, Mark, 0);
        }
        else
        {
            // Through a handle that stays open, Windows would tell the watchers late.
            File.SetLastWriteTimeUtc(_path, File.GetLastWriteTimeUtc(_path).AddTicks(1));
        }
    }

    public void Dispose()
    {
        _alive?.Dispose();
        _open?.Dispose();
        File.Delete(_path);
    }

    private static bool IsAlive(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        using FileLock file = FileLock.Open(path);
        return !file.TryEnter();
    }
}
