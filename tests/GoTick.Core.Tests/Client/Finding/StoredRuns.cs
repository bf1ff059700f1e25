using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Client.Finding;

/// <summary>Puts runs into a store as they are in any status, by the decisions that bring them there.</summary>
internal sealed class StoredRuns(IFlowStore store)
{
    private static readonly FlowVersion Version = FlowVersion.Of(new FlowFile("flow.ps1", "# text"), []);

    public static FailureDetails Error(string id, string message) => new() { ErrorId = id, Message = message };

    public async Task<ItemId> AddAsync(string id, RunStatus status, string flow = "flow", string[]? tags = null, FailureDetails? error = null)
    {
        ItemId run = ItemId.ParseRoot(id);
        var definition = new FlowDefinition { Name = flow, Version = Version.Hash };
        await store.PutBlobAsync(store.PartitionOf(run), Version.Hash, Version.ToBytes());
        StoreTime now = await store.ReadTimeAsync(store.PartitionOf(run));
        (RunStarted started, Decision start) = RunDecisions.Start(new StartRequest { Flow = flow, Tags = tags ?? [] }, definition, now);
        FailureDetails why = error ?? Error("E", "wrong");
        Decision then = status switch
        {
            RunStatus.Completed => End(new ActivationOutcome.Completed(new Payload("o"), 0)),
            RunStatus.Failed => End(new ActivationOutcome.Failed(why)),
            RunStatus.Canceled => EndingDecisions.Finish(run, started, EndingDecisions.Of(new RunMessage.CancelAsked { Reason = "why" }, now), 0, now, suspendedBy: null),
            RunStatus.Suspended => RunDecisions.Park(flow, why, now, suspendedBy: null, seenInbox: null, deadline: null),
            RunStatus.Waiting => new Decision { Verbs = [new Verb.Sleep(0, now.Plus(TimeSpan.FromDays(1)), Band.Started)] },
            _ => new Decision(),
        };
        Decision End(ActivationOutcome outcome) => EndingDecisions.Finish(run, started, EndingDecisions.Of(outcome, now), 0, now, suspendedBy: null);
        bool isQueued = status is RunStatus.Queued or RunStatus.Running;
        await store.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent(id),
            Events = [.. start.Events.Concat(then.Events).Select(JournalCodec.Encode)],
            Fields = [.. start.Fields, .. then.Fields],
            Verbs = [.. start.Verbs.Where(v => isQueued || v is not Verb.Ready), .. then.Verbs],
        });
        if (status == RunStatus.Running)
        {
            await store.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromHours(1) });
        }

        return run;
    }

    /// <summary>A run that is there fails.</summary>
    public async Task FailAsync(string id, FailureDetails error)
    {
        ItemId run = ItemId.ParseRoot(id);
        ItemClaimReply claimed = await store.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromHours(1) });
        ItemHeader header = claimed.Item!.Header;
        var started = (RunStarted)JournalCodec.Decode(claimed.Item.Events[0]);
        Decision end = EndingDecisions.Finish(
            run, started, EndingDecisions.Of(new ActivationOutcome.Failed(error), claimed.Now), 0, claimed.Now, RunIndexes.ErrorOf(header));
        CommitReply reply = await store.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Held(header.Lease, header.Length),
            Events = [.. end.Events.Select(JournalCodec.Encode)],
            Fields = end.Fields,
            Verbs = end.Verbs,
        });
        Assert.True(reply.IsApplied);
    }
}
