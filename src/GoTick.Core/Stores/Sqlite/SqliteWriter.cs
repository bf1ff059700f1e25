using System.Diagnostics;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// The one thread of a process that writes. What piled up while it wrote goes into its next transaction: one flush to disk carries them all. Between
/// processes, writers take turns by a lock of the operating system.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int GroupSize = 256;
    private static readonly TimeSpan WakeApart = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan CloseFor = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _path;
    private readonly IProcessLock _turn;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Action _wakeOthers;
    private readonly Queue<SqliteWork> _queue = [];
    private SqliteSession? _session;
    private SqliteTables _tables = null!;
    private bool _isFull;
    private bool _isClosing;
    private bool _hasNews;
    private long _lastWake;

    /// <param name="path">The file, which is a store.</param>
    /// <param name="turn">The lock between processes; closed at the end.</param>
    /// <param name="time">The store's clock.</param>
    /// <param name="patience">How long calls wait for another process.</param>
    /// <param name="wakeOthers">Tells other processes that there is news.</param>
    public SqliteWriter(string path, IProcessLock turn, TimeProvider time, TimeSpan patience, Action wakeOthers)
    {
        (_path, _turn, _time, _patience, _wakeOthers) = (path, turn, time, patience, wakeOthers);
        new Thread(Loop) { IsBackground = true, Name = "GoTick SQLite writer" }.Start();
    }

    public void Enqueue(SqliteWork work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosing, this);
            _queue.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosing = true;
            Monitor.Pulse(_gate);
        }

        // A thread that waits for a stuck process cannot be called back; its calls were given up, and it ends when its turn comes.
        await Task.WhenAny(_ended.Task, Task.Delay(CloseFor));
    }

    private void Loop()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                RunInTurn(group);
            }
            catch (IOException e)
            {
                GiveUp(group, SqliteErrors.Map(e, _path));
            }
        }

        Wake();
        _session?.Dispose();
        _turn.Dispose();
        _ended.SetResult();
    }

    /// <summary>The calls that wait, as many as go into one transaction; empty when the store closes.</summary>
    private List<SqliteWork> Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_isClosing)
            {
                if (_hasNews)
                {
                    Wake();
                }

                Monitor.Wait(_gate);
            }

            List<SqliteWork> group = new(Math.Min(_queue.Count, GroupSize));
            while (group.Count < GroupSize && _queue.TryDequeue(out SqliteWork? work))
            {
                group.Add(work);
            }

            return group;
        }
    }

    private void RunInTurn(List<SqliteWork> group)
    {
        Enter(group);
        try
        {
            List<SqliteWork> taken = group.FindAll(w => w.TryTake());
            Run(taken.FindAll(w => !w.IsDurable), isFull: false);
            Run(taken.FindAll(w => w.IsDurable), isFull: true);
        }
        finally
        {
            _turn.Exit();
        }

        if (_hasNews && Stopwatch.GetElapsedTime(_lastWake) >= WakeApart)
        {
            Wake();
        }
    }

    private void Enter(List<SqliteWork> group)
    {
        if (_turn.TryEnter())
        {
            return;
        }

        // Real time: a store whose clock is a test's must not wait for ever.
        using var patience = new Timer(_ => GiveUpAll(group), null, _patience, _patience);
        _turn.Enter();
    }

    private void GiveUpAll(List<SqliteWork> group)
    {
        List<SqliteWork> waiting = [.. group];
        lock (_gate)
        {
            waiting.AddRange(_queue);
            _queue.Clear();
        }

        GiveUp(waiting, SqliteErrors.Held(_path));
    }

    private static void GiveUp(List<SqliteWork> works, Exception error)
    {
        foreach (SqliteWork work in works)
        {
            work.GiveUp(error);
        }
    }

    /// <summary>Runs calls as one transaction. When one of them is at fault, each gets a transaction of its own, so that it fails alone.</summary>
    private void Run(List<SqliteWork> works, bool isFull)
    {
        if (works.Count == 0)
        {
            return;
        }

        if (TryRun(works, isFull) is not { } error)
        {
            foreach (SqliteWork work in works)
            {
                _hasNews |= work.Complete();
            }
        }
        else if (works.Count > 1 && !SqliteErrors.IsOfTheFile(error))
        {
            works.ForEach(w => Run([w], isFull));
        }
        else
        {
            works.ForEach(w => w.Fail(SqliteErrors.Map(error, _path)));
        }
    }

    /// <summary>Returns why nothing was done; null when all is committed. Whatever went wrong is the callers' to hear, never this thread's end.</summary>
    private Exception? TryRun(List<SqliteWork> works, bool isFull)
    {
        try
        {
            Open(isFull);
            _tables.Begin();
            foreach (SqliteWork work in works)
            {
                work.Run(_tables, StoreTime.From(_time.GetUtcNow()));
            }

            _tables.Commit();
            return null;
        }
        catch (Exception e)
        {
            return TakeBack() ?? e;
        }
    }

    /// <summary>Returns an error that is worse than the one that led here.</summary>
    private SqliteFailure? TakeBack()
    {
        try
        {
            if (_session is not null)
            {
                _tables.Rollback();
            }

            return null;
        }
        catch (SqliteFailure e)
        {
            // A connection in an unknown state is not used again.
            _session?.Dispose();
            _session = null;
            return e;
        }
    }

    /// <summary>
    /// One connection for both kinds of calls, for a second one would make either forget its cached pages at each write of the other. Only the
    /// durable ones wait for the disk; a later flush carries what came before.
    /// </summary>
    private void Open(bool isFull)
    {
        if (_session is null)
        {
            _session = SqliteSession.OpenWriter(_path, _patience);
            _tables = new SqliteTables(_session);
            _isFull = true;
        }

        if (_isFull != isFull)
        {
            _session.Execute(isFull ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _isFull = isFull;
        }
    }

    private void Wake()
    {
        _hasNews = false;
        _lastWake = Stopwatch.GetTimestamp();
        _wakeOthers();
    }
}
