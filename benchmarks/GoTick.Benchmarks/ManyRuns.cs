using System.Diagnostics;
using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Benchmarks;

/// <summary>Fills a store with runs as they are after a long time, each put there by one batch: what its start and its end would have written.</summary>
internal sealed class ManyRuns(TickClient client)
{
    public const string RareTag = "rare";
    public const string CommonTag = "common";

    private const int AtOnce = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly FlowVersion Version = FlowVersion.Of(new FlowFile("flow.ps1", "# text"), []);
    private int _next;
    private int _stored;

    /// <summary>When the middle one was made.</summary>
    public DateTimeOffset Middle { get; private set; }

    /// <summary>Its place in lists.</summary>
    public string MiddleCursor { get; private set; } = "";

    public static string FlowOf(int number) => $"demo/flow-{number % 20}";

    public static string ErrorOf(int number) => $"Error{number % 40}";

    /// <summary>Stores so many, or as many as come in five minutes; returns how many.</summary>
    public async Task<int> FillAsync(int count, Action<string> tell)
    {
        for (int partition = 0; partition < client.Store.Partitions; partition++)
        {
            await client.Store.PutBlobAsync(partition, Version.Hash, Version.ToBytes());
        }

        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref _next) is var number && number <= count && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await AddAsync(number, count);
                if (Interlocked.Increment(ref _stored) % 100_000 == 0)
                {
                    tell($"{_stored:N0} runs stored, {_stored / Stopwatch.GetElapsedTime(began).TotalSeconds:N0}/s");
                }
            }
        })));
        return _stored;
    }

    private async Task AddAsync(int number, int count)
    {
        ItemId run = ItemId.ParseRoot($"run-{number:D7}");
        RunStatus status = StatusOf(number);
        string[] tags = [.. number % 1_000 == 0 ? [RareTag] : Array.Empty<string>(), .. number % 2 == 0 ? [CommonTag] : Array.Empty<string>()];
        var flow = new FlowDefinition { Name = FlowOf(number), Version = Version.Hash };
        StoreTime now = StoreTime.From(TimeProvider.System.GetUtcNow());
        (RunStarted started, Decision start) = RunDecisions.Start(new StartRequest { Flow = flow.Name, Tags = tags, Arguments = new Payload("{\"OrderId\":42}") }, flow, now);
        Decision then = Then(started, status, number, now);
        bool staysReady = status is RunStatus.Queued or RunStatus.Running;
        await client.Store.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent("n"),
            Events = [.. start.Events.Concat(then.Events).Select(JournalCodec.Encode)],
            Fields = [.. start.Fields, .. then.Fields],
            Verbs = [.. start.Verbs.Where(v => staysReady || v is not Verb.Ready), .. then.Verbs],
        });
        if (status == RunStatus.Running)
        {
            await client.Store.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromDays(1) });
        }

        if (number == count / 2)
        {
            RunView middle = await client.ListRunsAsync().FirstAsync(r => r.Id == run);
            (Middle, MiddleCursor) = (middle.Created, middle.Cursor);
        }
    }

    private static Decision Then(RunStarted started, RunStatus status, int number, StoreTime now)
    {
        var error = new FailureDetails { ErrorId = ErrorOf(number) + ",Get-Item", Message = $"Item {number} is not there." };
        return status switch
        {
            RunStatus.Completed => End(new ActivationOutcome.Completed(new Payload("done"), 0)),
            RunStatus.Failed => End(new ActivationOutcome.Failed(error)),
            RunStatus.Suspended => RunDecisions.Park(started.Flow, error, now, suspendedBy: null, seenInbox: null, deadline: null),
            RunStatus.Waiting => new Decision { Verbs = [new Verb.Sleep(0, now.Plus(TimeSpan.FromDays(1)), Band.Started)] },
            _ => new Decision(),
        };

        Decision End(ActivationOutcome outcome) => EndingDecisions.Finish(ItemId.FromStored("run"), started, EndingDecisions.Of(outcome, now), 0, now, suspendedBy: null);
    }

    // Of 10,000: 9,396 completed, 400 failed, 3 suspended, 150 waiting, 50 queued, 1 running.
    private static RunStatus StatusOf(int number) => (int)(number * 7919L % 10_000) switch
    {
        0 => RunStatus.Running,
        <= 3 => RunStatus.Suspended,
        <= 53 => RunStatus.Queued,
        <= 203 => RunStatus.Waiting,
        <= 603 => RunStatus.Failed,
        _ => RunStatus.Completed,
    };
}
