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
    private string? _stepNow;
    private string? _stepShown;

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

    /// <summary>
    /// Shows from time to time, beside the critical path, what a long step does. Fenced like every write; it writes no events.
    /// </summary>
    internal async Task ShowProgressAsync()
    {
        IReadOnlyList<byte[]> records = [];
        await _item.TryCommitAsync(
            () =>
            {
                (records, string? step) = TakeLog(PerCommit);
                bool isNew = step != _stepShown;
                _stepShown = step;
                return records.Count == 0 && !isNew
                    ? null
                    : new Decision
                    {
                        Fields = isNew ? [HeaderFields.Set(HeaderFields.Step, Short(step))] : [],
                        Verbs = records.Count == 0 ? [] : [new Verb.Log(Run.Id, records)],
                    };
            },
            () =>
            {
                lock (_logLock)
                {
                    _log.InsertRange(0, records);
                }
            });
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

    private static string? Short(string? step) => step is { Length: > 60 } ? step[..59] + "…" : step;

    private void ShowStep(StepKey? key) => _stepNow = key?.Text;

    private (IReadOnlyList<byte[]> Records, string? Step) TakeLog(int max)
    {
        lock (_logLock)
        {
            if (_log.Count == 0)
            {
                return ([], _stepNow);
            }

            byte[][] records = [.. _log.Take(max)];
            _log.RemoveRange(0, records.Length);
            return (records, _stepNow);
        }
    }

    /// <summary>The log travels with the next commit: a short step costs no call for it.</summary>
    internal Decision WithLog(Decision decision)
    {
        (IReadOnlyList<byte[]> records, _) = TakeLog(PerCommit);
        if (_stepShown is not null)
        {
            _stepShown = null;
            decision = decision with { Fields = [.. decision.Fields.Where(f => f.Key != HeaderFields.Step), HeaderFields.Set(HeaderFields.Step, null)] };
        }

        return records.Count == 0 ? decision : decision with { Verbs = [new Verb.Log(Run.Id, records), .. decision.Verbs] };
    }
}
