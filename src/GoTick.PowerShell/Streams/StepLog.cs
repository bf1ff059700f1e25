using GoTick.Core.Execution;

namespace GoTick.PowerShell.Streams;

/// <summary>
/// What one activation may keep of its streams: 1,000 records and 256 KiB of text a step attempt (and for flow scope), then one record that says
/// that the rest was dropped. Flow scope is silent on replay; a step that runs is never a replay.
/// </summary>
internal sealed class StepLog(IActivation activation)
{
    /// <summary>Records an attempt may keep.</summary>
    public const int MaxRecords = 1_000;

    /// <summary>Characters an attempt may keep.</summary>
    public const int MaxCharacters = 256 * 1024;

    /// <summary>Progress records an attempt may keep.</summary>
    private const int MaxProgress = 100;

    private static readonly (string? Activity, int Tenth) NoMark = (null, -2);

    private Room _flow;
    private Room _step;
    private StepEntry.Run? _running;
    private (string? Activity, int Tenth) _mark = NoMark;
    private int _marks;

    /// <summary>Opens the room of a step's attempt.</summary>
    public void Enter(StepEntry.Run step)
    {
        _running = step;
        _step = default;
        (_mark, _marks) = (NoMark, 0);
    }

    /// <summary>Back to flow scope.</summary>
    public void Leave()
    {
        _running = null;
        (_mark, _marks) = (NoMark, 0);
    }

    /// <summary>Keeps one record, if there is room.</summary>
    public void Write(StreamKind kind, string text, int percent = -1)
    {
        if (_running is null && activation.IsReplaying)
        {
            return;
        }

        ref Room room = ref _running is null ? ref _flow : ref _step;
        if (room.IsFull)
        {
            return;
        }

        string kept = text.Length <= StreamRecord.MaxTextLength ? text : string.Concat(text.AsSpan(0, StreamRecord.MaxTextLength), "…");
        if (room.Records >= MaxRecords || room.Characters + kept.Length > MaxCharacters)
        {
            room.IsFull = true;
            Send(StreamKind.Warning, "… further records dropped", -1);
            return;
        }

        room.Records++;
        room.Characters += kept.Length;
        Send(kind, kept, percent);
    }

    /// <summary>
    /// Shows how far the step (in flow scope: the run) is. A loop may say so thousands of times: the log keeps each new activity and each tenth of the way, so
    /// that nothing else is pushed out of it.
    /// </summary>
    /// <param name="progress">How far; null = it is over.</param>
    public void Report(ProgressReport? progress)
    {
        if (_running is null && activation.IsReplaying)
        {
            return;
        }

        if (_running is null)
        {
            activation.ShowProgress(progress);
        }
        else
        {
            activation.ShowStepProgress(progress);
        }

        (string? Activity, int Tenth) mark = (progress?.Activity, progress is { Percent: >= 0 } ? progress.Percent / 10 : -1);
        if (progress is not null && mark != _mark && _marks++ < MaxProgress)
        {
            Write(StreamKind.Progress, progress.Text, progress.Percent);
        }

        _mark = mark;
    }

    private void Send(StreamKind kind, string text, int percent) => activation.Log(new StreamRecord
    {
        Stream = kind,
        Text = text,
        Time = activation.StoreTime,
        Step = _running?.Key.Text,
        Attempt = _running?.Attempt ?? 0,
        Branch = activation.Branch?.Key,
        Percent = percent is >= 0 and <= 100 ? percent : -1,
    });

    private struct Room
    {
        public int Records;
        public int Characters;
        public bool IsFull;
    }
}
