using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// Replays a journal against a text without a worker: the script's flow scope runs, no block does, nothing is written, and the pass ends where the journal
/// does. It is the same activation that workers use, so that both judge alike.
/// </summary>
public sealed class ReplayPass : IActivationPass
{
    private readonly TickClient _client;
    private readonly RunJournal _journal;
    private readonly ReplayText _text;
    private readonly CancellationToken _stop;
    private Activation? _activation;

    /// <param name="client">The store, which is only read.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="version">The text.</param>
    /// <param name="block">In that text, the block of the branch whose journal it is; null for a run's.</param>
    /// <param name="stop">Gives up.</param>
    public ReplayPass(TickClient client, RunJournal journal, FlowVersion version, BlockReference? block, CancellationToken stop)
    {
        _client = client;
        _journal = journal;
        _text = new ReplayText(version, block);
        _stop = stop;
    }

    /// <summary>The verdict; null when the pass was stopped before it came to one.</summary>
    public ReplayVerdict? Verdict { get; private set; }

    /// <summary>What failed that is no question of fitting; null when nothing did.</summary>
    public Exception? Bug { get; private set; }

    /// <inheritdoc/>
    public IActivation? Open()
    {
        var services = new ActivationServices
        {
            Texts = new FlowTexts(_client.Store, null),
            Gates = new GateTexts(),
            Start = (_, _, _) => throw new ReplayEndedException(),
            Send = (_, _) => throw new ReplayEndedException(),
            FindFlow = (_, _) => throw new ReplayEndedException(),
            RestoreText = (_, _, _) => throw new ReplayEndedException(),
            EndChildren = (_, _, _) => throw new ReplayEndedException(),
            Door = null!, // a replay ends before it would ask
            Replay = _text,
            Format = RunStarted.FirstFormat,
            ParkUpTo = TimeSpan.Zero,
            Time = TimeProvider.System,
        };
        return _activation = Activation.Open(Hold(), _journal.Events, services);
    }

    /// <inheritdoc/>
    public void End(ActivationOutcome outcome) => Verdict = Judge(_activation!, outcome);

    /// <inheritdoc/>
    public void Fail(Exception bug)
    {
        if (bug is TickException error and not (StoreUnavailableException or LeaseLostException))
        {
            Verdict = new ReplayVerdict { Fits = false, ErrorId = error.ErrorId, Message = error.Message };
            return;
        }

        Bug = bug;
    }

    private ReplayVerdict? Judge(Activation activation, ActivationOutcome outcome)
    {
        if (outcome is ActivationOutcome.Completed or ActivationOutcome.Exited)
        {
            CheckEnd(activation);
        }

        if (activation.Mismatch is { } parted)
        {
            return new ReplayVerdict
            {
                Fits = false,
                Step = parted.Step,
                Expected = parted.Expected,
                Found = parted.Found,
                Where = parted.Where,
                ErrorId = TickErrorId.NonDeterminism,
                Message = $"{char.ToUpperInvariant(parted.Found[0])}{parted.Found[1..]}, but the journal goes on with {parted.Expected}.",
            };
        }

        return outcome switch
        {
            ActivationOutcome.Failed failed when activation.Ahead is not null || !EndsInAFailure() => Failed(activation, failed.Error),
            ActivationOutcome.Faulted faulted => Failed(activation, faulted.Error),
            ActivationOutcome.Abandoned when !activation.HasReplayed => null,
            _ => ReplayVerdict.Fitting,
        };
    }

    private static ReplayVerdict Failed(Activation activation, FailureDetails error) => new()
    {
        Fits = false,
        Expected = activation.Ahead is { } ahead ? JournalReader.Describe(ahead) : null,
        Found = "the script failed",
        Where = new SourcePosition(error.Script, error.Line, error.Column),
        ErrorId = error.ErrorId,
        Message = $"The script failed: {error.Message}",
    };

    // An error that the flow does not catch was raised on the recorded pass, too: the run was about to end by it.
    private bool EndsInAFailure() => _journal.Decoded.OfType<StepEvent>().LastOrDefault() is StepFailed or FanOutOpened or SignalTimedOut or ApprovalDecided or ChildCompleted;

    private static void CheckEnd(Activation activation)
    {
        try
        {
            activation.CheckEnd();
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.NonDeterminism)
        {
            // The journal keeps what it is about.
        }
    }

    private HeldItem Hold()
    {
        var clock = new StoreClock(TimeProvider.System);
        long sent = clock.Sending();
        StoreTime now = _client.Store.ReadTimeAsync(_client.Store.PartitionOf(_journal.Id), _stop).AsTask().GetAwaiter().GetResult();
        clock.Answered(now, sent);
        return new HeldItem(
            _client.Store, clock, TimeProvider.System, new ClaimedItem(_journal.Header, _journal.Events, []), TimeSpan.FromMinutes(1), _ => { }, _stop);
    }
}
