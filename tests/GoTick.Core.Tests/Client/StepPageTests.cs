using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client;

/// <summary>Pages of a run's steps are the steps, and together they cost one reading of its journal.</summary>
public sealed class StepPageTests
{
    [Fact]
    public async Task Pages_OfAnySize_AreTheSteps()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig);
        IReadOnlyList<StepView> all = await rig.Client.ReadStepsAsync(run);
        Assert.Equal(["Task", "Sleep", "FanOut", "Memo", "Signal", "Memo"], all.Select(s => s.Kind.ToString()));

        for (int limit = 1; limit <= all.Count + 1; limit++)
        {
            List<StepView> paged = [];
            StepPage page = new([], null);
            do
            {
                page = await rig.Client.ReadStepPageAsync(run, new StepQuery { From = page.Next, Limit = limit });
                Assert.InRange(page.Items.Count, 1, limit);
                paged.AddRange(page.Items);
            }
            while (page.Next is not null);

            Assert.Equal(all.Select(Words), paged.Select(Words));
        }

        Assert.Equal(all.Skip(3).Take(2).Select(Words), (await rig.Client.ReadStepPageAsync(run, new StepQuery { From = "3", Limit = 2 })).Items.Select(Words));
        Assert.Empty((await rig.Client.ReadStepPageAsync(run, new StepQuery { From = "99" })).Items);
    }

    [Fact]
    public async Task Pages_OfALongJournal_ReadItOnce()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                s.Memo($"m{i}", () => "v");
            }

            return null;
        });
        await rig.StartWorkerAsync();
        await rig.OutputAsync(run);
        var counted = new CountedEvents(rig.Memory);
        var client = new TickClient(counted, rig.Time);

        int steps = 0;
        StepPage page = new([], null);
        do
        {
            page = await client.ReadStepPageAsync(run, new StepQuery { From = page.Next, Limit = 10 });
            steps += page.Items.Count;
        }
        while (page.Next is not null);

        Assert.Equal(1_000, steps);
        Assert.InRange(counted.Events, 1_000, 2_500); // 100 pages; from the start each, it were 50,000
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("0.x")]
    [InlineData("1.2.3")]
    [InlineData("7.0")] // of a journal that is not there
    public async Task Page_FromNowhere_IsRefused(string from)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => null);

        TickException error = await Assert.ThrowsAsync<TickException>(() => rig.Client.ReadStepPageAsync(run, new StepQuery { From = from }));

        Assert.Equal((TickErrorId.CursorInvalid, from), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task Page_ValuesOfManyCharacters_EndsBeforeTheBoundAndGoesOn()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            foreach (string name in new[] { "a", "b", "c" })
            {
                s.Memo(name, () => new string('x', 100));
            }

            return null;
        });
        await rig.StartWorkerAsync();
        await rig.OutputAsync(run);

        StepPage first = await rig.Client.ReadStepPageAsync(run, new StepQuery { MaxCharacters = 250 });
        StepPage second = await rig.Client.ReadStepPageAsync(run, new StepQuery { From = first.Next, MaxCharacters = 1 });

        Assert.Equal(["a", "b"], first.Items.Select(s => s.Key));
        Assert.Equal(["c"], second.Items.Select(s => s.Key));
        Assert.Null(second.Next);
    }

    private static (string, StepKind, string, int, TimeSpan, string?, int?) Words(StepView step) =>
        (step.Key, step.Kind, step.Status, step.Attempts, step.Took, step.Value.Text, step.FanOut?.Done);

    private static async Task<ItemId> StartAsync(WorkerRig rig)
    {
        int tries = 0;
        rig.Executor.Scripts["branch"] = s => s.Item;
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("again", _ => Fail(++tries < 3), new RetryPolicy { MaxAttempts = 3 });
            s.Sleep(TimeSpan.FromSeconds(1), "nap");
            s.Parallel("p", "branch", 3);
            s.Memo("value", () => "v");
            s.Signal("go");
            return s.Memo("last", () => "w");
        });
        await rig.StartWorkerAsync();
        await rig.Client.SendSignalAsync(new SignalRequest { Run = run, Name = "go", Value = new Payload("now") });
        await rig.OutputAsync(run);
        return run;
    }

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new StepError("NotYet");
        }
    }

    /// <summary>A store that counts the events that are read from it.</summary>
    private sealed class CountedEvents(IFlowStore inner) : StoreDecorator(inner)
    {
        public int Events { get; private set; }

        public override async ValueTask<IReadOnlyList<byte[]>> ReadJournalAsync(ItemId item, int from, int count, CancellationToken cancel = default)
        {
            IReadOnlyList<byte[]> events = await base.ReadJournalAsync(item, from, count, cancel);
            Events += events.Count;
            return events;
        }
    }
}
