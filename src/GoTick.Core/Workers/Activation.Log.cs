using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private const int MaxPending = 2_000;
    private const int PerCommit = 500;
    private readonly Lock _logLock = new();
    private readonly List<byte[]> _log = [];

    /// <inheritdoc/>
    public void Log(StreamRecord record)
    {
        byte[] bytes = JournalCodec.Encode(Branch is null ? record : record with { Branch = Branch.Key });
        lock (_logLock)
        {
            // The store keeps the newest 10,000; what a burst brings beyond this is dropped here, oldest first.
            if (_log.Count >= MaxPending)
            {
                _log.RemoveAt(0);
            }

            _log.Add(bytes);
        }
    }

    /// <summary>Before the lease is given back: all of the log but what travels with that commit.</summary>
    internal void FlushLog()
    {
        while (IsMoreThanOneCommit())
        {
            _item.Commit(() => WithLog(new Decision()));
        }
    }

    private bool IsMoreThanOneCommit()
    {
        lock (_logLock)
        {
            return _log.Count > PerCommit;
        }
    }

    private byte[][] TakeLog(int max)
    {
        lock (_logLock)
        {
            byte[][] records = [.. _log.Take(max)];
            _log.RemoveRange(0, records.Length);
            return records;
        }
    }

    private void PutBack(byte[][] records)
    {
        lock (_logLock)
        {
            _log.InsertRange(0, records);
        }
    }

    /// <summary>The log and what is shown travel with the next commit: a short step costs no call for them.</summary>
    internal Decision WithLog(Decision decision)
    {
        byte[][] records = TakeLog(PerCommit);
        Decision shown = WithShown(decision);
        return records.Length == 0 ? shown : shown with { Verbs = [new Verb.Log(Run.Id, records), .. shown.Verbs] };
    }
}
