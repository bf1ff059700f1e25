using System.Security.Cryptography;
using System.Text;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>The lock between processes on Windows: a mutex named after the file.</summary>
internal sealed class MutexLock(string path) : IProcessLock
{
    private readonly Mutex _mutex = new(
        initiallyOwned: false,
        @"Global\GoTick-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToUpperInvariant())), 0, 16));

    public bool TryEnter() => Wait(TimeSpan.Zero);

    public void Enter() => Wait(Timeout.InfiniteTimeSpan);

    public void Exit() => _mutex.ReleaseMutex();

    public void Dispose() => _mutex.Dispose();

    private bool Wait(TimeSpan time)
    {
        try
        {
            return _mutex.WaitOne(time);
        }
        catch (AbandonedMutexException)
        {
            // Its holder died; SQLite takes back what that one had not committed, and the lock is ours.
            return true;
        }
    }
}
