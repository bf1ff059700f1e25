using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Tests.Workers;

/// <summary>What a test's flow is written with: the journal port, used as cmdlets do.</summary>
internal sealed class Script(IActivation journal, CancellationToken stop)
{
    public static readonly SourcePosition Here = new("test.ps1", 1, 1);
    public static readonly RetryPolicy Once = new() { MaxAttempts = 1 };

    public IActivation Journal => journal;

    /// <summary>Stops the pass from outside.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The item of a branch.</summary>
    public string Item => journal.Branch!.Item.Text;

    public void Task(string name, Action<int> block, RetryPolicy? retry = null) => Step(
        name,
        StepKind.Task,
        retry,
        attempt =>
        {
            block(attempt);
            return Payload.None;
        });

    public string Memo(string name, Func<string> value, RetryPolicy? retry = null) =>
        Step(name, StepKind.Memo, retry, _ => new Payload(value())).Text;

    public void Sleep(TimeSpan duration, string? name = null)
    {
        if (!journal.Sleep(name, duration, null, Here))
        {
            throw new Unwound();
        }
    }

    /// <summary>Runs a block of the test once for each number from 0 on.</summary>
    public IReadOnlyList<BranchResult> Parallel(
        string name, string block, int count, int throttle = 5, bool isAny = false, bool stopsOnFailure = true, RetryPolicy? retry = null)
    {
        StepKey key = journal.ReserveBranch(name);
        var template = new BranchTemplate { Block = new BlockReference { Text = block }, Retry = retry ?? Once };
        return journal.WaitForBranches(
            new FanOutRequest
            {
                Branches = [.. Enumerable.Range(0, count).Select(i => new BranchRequest { Key = $"{key}[{i}]", Template = template, Item = new Payload($"{i}") })],
                ThrottleLimit = throttle,
                IsAny = isAny,
                StopsOnFailure = stopsOnFailure,
            },
            Here) ?? throw new Unwound();
    }

    /// <summary>Waits for a signal; gives its value.</summary>
    public string? Signal(string name, TimeSpan? timeout = null) => (journal.WaitForSignal(name, timeout, Here) ?? throw new Unwound()).Value.Text;

    /// <summary>Sends a signal as a step.</summary>
    public void Send(ItemId run, string name, string value) => journal.SendSignal(new SignalRequest { Run = run, Name = name, Value = new Payload(value) }, Here);

    /// <summary>Runs a child; gives its output. Its error is thrown as a step's is.</summary>
    public string? Child(string flow, string? name = null, bool isDetached = false, string? arguments = null, TimeSpan? timeout = null, string? queue = null)
    {
        var request = new ChildRequest
        {
            Name = name ?? flow,
            Flow = flow,
            Bind = _ => arguments is null ? Payload.None : new Payload(arguments),
            IsDetached = isDetached,
            Timeout = timeout,
            Queue = queue,
        };
        ChildResult result = journal.RunChild(request, Here) ?? throw new Unwound();
        return result.Error is { } error ? throw new StepError(error) : result.Output.Text;
    }

    /// <summary>Starts an independent run.</summary>
    public ItemId Start(string flow, string? id = null) =>
        journal.StartRun(flow, f => new StartRequest { Flow = f.Name, Id = id is null ? null : ItemId.ParseRoot(id) }, Here);

    /// <summary>Goes on as new.</summary>
    public Exception Continue(string arguments)
    {
        journal.Continue(new Payload(arguments), Here);
        return new Unwound();
    }

    /// <summary>Asks for an approval; gives how it ended.</summary>
    public ApprovalResult Approval(ApprovalRequest request) => journal.WaitForApproval(request, Here) ?? throw new Unwound();

    /// <summary>Reboots the machine.</summary>
    public void Reboot(TimeSpan? timeout = null)
    {
        if (!journal.Reboot("reboot", timeout ?? TimeSpan.FromMinutes(10), Here))
        {
            throw new Unwound();
        }
    }

    /// <summary>Registers a block of the test as a compensation.</summary>
    public void Undo(string name, string block, RetryPolicy? retry = null) =>
        journal.Register(name, new RegisteredBlock { Block = new BlockReference { Text = block }, Retry = retry ?? Once, Variables = new Payload(name) }, Here);

    /// <summary>Registers a block of the test as a callback.</summary>
    public void On(RunStatus status, string block) =>
        journal.Register("on:" + status, new RegisteredBlock { Block = new BlockReference { Text = block }, Retry = Once, On = status }, Here);

    /// <summary>Runs what is left for the end.</summary>
    public void End(EndingInfo ending, IReadOnlyDictionary<string, Func<Script, string?>> blocks)
    {
        foreach ((StepKey key, RegisteredBlock block) in ending.Blocks)
        {
            try
            {
                Step(journal.EnterRegistered(key, block), _ => blocks[block.Block.Text!](this) is { } value ? new Payload(value) : Payload.None);
            }
            catch (StepError)
            {
                // Recorded; the next one has its turn.
            }
        }
    }

    private Payload Step(string name, StepKind kind, RetryPolicy? retry, Func<int, Payload> block) =>
        Step(journal.EnterStep(name, kind, retry ?? RetryPolicy.Default, Here), block);

    private Payload Step(StepEntry entry, Func<int, Payload> block)
    {
        while (true)
        {
            switch (entry)
            {
                case StepEntry.Recorded recorded:
                    return recorded.Value;
                case StepEntry.RecordedFailure failed:
                    throw new StepError(failed.Error);
                case StepEntry.Run run when Attempt(run, block) is { } next:
                    entry = next;
                    continue;
                case StepEntry.Run run:
                    return new Payload(_value);
                default:
                    throw new Unwound();
            }
        }
    }

    private string _value = null!;

    /// <summary>Runs the block once; null when its value is recorded, else what comes next.</summary>
    private StepEntry? Attempt(StepEntry.Run run, Func<int, Payload> block)
    {
        try
        {
            Payload value = block(run.Attempt);
            journal.RecordValue(run, value);
            _value = value.Text;
            return null;
        }
        catch (StepError error)
        {
            return journal.RecordFailure(run, error.Details) switch
            {
                StepFailureVerdict.RunAgain again => again.Next,
                StepFailureVerdict.Final => throw new StepError(error.Details),
                _ => new StepEntry.Suspended(),
            };
        }
    }
}
