using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Workers;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Remote;

public abstract partial class ClientConformance
{
    [Fact]
    public async Task Start_ARun_IsThereWithAllThatWasSaid()
    {
        await PublishAsync("demo/order", "[TickFlow(Tags='flow')] param([int] $N)\n$N");
        var at = new DateTimeOffset(2100, 1, 2, 3, 4, 5, TimeSpan.Zero);

        StartResult started = await Client.StartAsync(new StartRequest
        {
            Flow = "DEMO/order",
            Arguments = Encode(new System.Collections.Specialized.OrderedDictionary { ["N"] = 7 }),
            Id = ItemId.ParseRoot("o:1"),
            At = at,
            Queue = "slow",
            Priority = -3,
            ConcurrencyKey = "Tenant",
            Timeout = TimeSpan.FromMinutes(5),
            Tags = ["a", "b"],
        }, Stop);
        RunView run = await Client.GetRunAsync(started.Id, Stop);

        Assert.Equal((ItemId.ParseRoot("o:1"), true), (started.Id, started.IsNew));
        Assert.Equal(("demo/order", "slow", -3, "tenant"), (run.Flow, run.Queue, run.Priority, run.ConcurrencyKey));
        Assert.Equal((RunStatus.Waiting, at), (run.Status, run.WakeAt));
        Assert.Equal(["flow", "a", "b"], run.Tags);
        Assert.Equal(7, ((System.Collections.IDictionary)ValueCodec.Decode(run.Arguments)!)["N"]);
        Assert.Equal(run.Arguments, run.FirstArguments);
        Assert.True(run.Output.IsNone);
    }

    [Theory]
    [InlineData(ExistingRun.Error, 1, TickErrorId.RunExists)]
    [InlineData(ExistingRun.Return, 1, null)]
    [InlineData(ExistingRun.Return, 2, TickErrorId.RunConflict)]
    public async Task Start_AnIdThatIsTaken_IsWhatWasAskedFor(ExistingRun ifExists, int n, string? errorId)
    {
        await PublishAsync("order", "param([int] $N)\n$N");
        StartRequest first = Order(1) with { Id = ItemId.ParseRoot("one") };
        await Client.StartAsync(first, Stop);
        StartRequest second = Order(n) with { Id = first.Id, IfExists = ifExists };

        if (errorId is null)
        {
            Assert.Equal(new StartResult(first.Id!.Value, IsNew: false), await Client.StartAsync(second, Stop));
            return;
        }

        await RefusedAsync(errorId, () => Client.StartAsync(second, Stop));

        static StartRequest Order(int n) => new() { Flow = "order", Arguments = Encode(new System.Collections.Specialized.OrderedDictionary { ["N"] = n }) };
    }

    [Fact]
    public async Task List_EachFilter_FindsItsRunsAndPagesFollow()
    {
        await PublishAsync("good", "'ok'");
        await PublishAsync("bad", "throw [System.InvalidOperationException]::new('it broke')");
        await _rig.StartWorkerAsync();
        for (int i = 0; i < 5; i++)
        {
            await EndAsync("good", $"g{i}", i % 2 == 0 ? ["even"] : []);
        }

        await EndAsync("bad", "b0", ["even"]);
        List<RunView> all = await Client.ListRunsAsync(cancel: Stop).ToListAsync(Stop);
        RunView middle = all[3];

        Assert.Equal(["b0", "g4", "g3", "g2", "g1", "g0"], all.Select(r => r.Id.Text));
        Assert.Equal(["b0"], await FindAsync(new RunQuery { Flow = "BAD" }));
        Assert.Equal(["b0"], await FindAsync(new RunQuery { Statuses = [RunStatus.Failed] }));
        Assert.Equal(6, (await FindAsync(new RunQuery { Statuses = [RunStatus.Failed, RunStatus.Completed] })).Length);
        Assert.Equal(["b0", "g4", "g2", "g0"], await FindAsync(new RunQuery { Tag = "Even" }));
        Assert.Equal(["g1", "g0"], await FindAsync(new RunQuery { After = middle.Cursor }));
        Assert.Equal(["b0", "g4", "g3", "g2"], await FindAsync(new RunQuery { Since = middle.Created }));
        Assert.Equal(["g1", "g0"], await FindAsync(new RunQuery { Until = middle.Created }));
        Assert.Equal(["b0"], await FindAsync(new RunQuery { ErrorId = all[0].ErrorId }));
        Assert.Equal(["b0"], await FindAsync(new RunQuery { ErrorText = "IT BROKE" }));
        Assert.Empty(await FindAsync(new RunQuery { Parent = ItemId.ParseRoot("g0") }));
        Assert.Equal(["g4", "g2", "g0"], await Client.ListEndedAsync(new RunQuery { Flow = "good", Tag = "even" }, Stop).Select(r => r.Id.Text).ToArrayAsync(Stop));
        await RefusedAsync(TickErrorId.CursorInvalid, () => FindAsync(new RunQuery { After = "zz" }));
        await RefusedAsync(TickErrorId.ArgumentInvalid, async () => await Client.ListEndedAsync(new RunQuery(), Stop).ToListAsync(Stop));
        await RefusedAsync(TickErrorId.ArgumentInvalid, async () => await Client.ListEndedAsync(new RunQuery { Statuses = [RunStatus.Waiting] }, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task List_MoreRunsThanAPage_BringsEachOnce()
    {
        await PublishAsync("wait", "1");
        await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => Client.StartAsync(new StartRequest { Flow = "wait" }, Stop)));

        string[] found = await FindAsync(new RunQuery());

        Assert.Equal((250, 250), (found.Length, found.Distinct().Count()));
    }

    [Fact]
    public async Task Read_AnEndedRun_IsWholeWithItsValuesAsTheyWere()
    {
        await PublishAsync("values", """
            Get-TickMemo m { Write-Host hi; @{ when = [datetime]'2026-01-02'; span = [timespan]'00:01'; list = @(1L, 2.5, 'x', $null) } } | Out-Null
            Set-TickState s ([version]'1.2')
            Start-TickSleep -Milliseconds 30
            [decimal] 1.10
            [pscustomobject]@{ a = [guid]'7f3d2b54-0f43-4d3a-9a3b-0d3c0c1f2e11' }
            """);
        await _rig.StartWorkerAsync();
        RunView run = await EndAsync("values", "v");
        RunView direct = await _rig.Client.GetRunAsync(run.Id, Stop);
        IReadOnlyList<StepView> steps = await Client.ReadStepsAsync(run.Id, Stop);
        IReadOnlyList<StepView> directSteps = await _rig.Client.ReadStepsAsync(run.Id, Stop);

        Assert.Equal((direct.Output, direct.Ended, direct.Started, direct.Cursor), (run.Output, run.Ended, run.Started, run.Cursor));
        Assert.Equal(directSteps.Select(s => (s.Key, s.Kind, s.Status, s.Attempts, s.Time, s.Took, s.Due, s.Value)), steps.Select(s => (s.Key, s.Kind, s.Status, s.Attempts, s.Time, s.Took, s.Due, s.Value)));
        StepPage page = await Client.ReadStepPageAsync(run.Id, new StepQuery { Limit = 2 }, Stop);
        StepPage rest = await Client.ReadStepPageAsync(run.Id, new StepQuery { From = page.Next }, Stop);
        Assert.Equal(directSteps.Select(s => (s.Key, s.Value)), page.Items.Concat(rest.Items).Select(s => (s.Key, s.Value)));
        await RefusedAsync(TickErrorId.CursorInvalid, () => Client.ReadStepPageAsync(run.Id, new StepQuery { From = "9.0" }, Stop));
        Assert.Equal(["hi"], (await Client.ReadLogAsync(run.Id, 0, Stop)).Select(l => l.Record.Text));
        Assert.Empty(await Client.ReadLogAsync(run.Id, 1_000, Stop));
        RunSight sight = await Client.SightAsync(run.Id, Stop);
        Assert.Equal((0, sight.Length), (sight.Epoch, (await Client.ReadEventsAsync(run.Id, 0, 1_000, Stop)).Count));
        Assert.Equal(await _rig.Client.ReadEventsAsync(run.Id, 1, 2, Stop), await Client.ReadEventsAsync(run.Id, 1, 2, Stop));
        Assert.InRange(await Client.ReadTimeAsync(run.Id, Stop), run.Ended!.Value, run.Ended.Value.AddMinutes(5));
    }

    [Fact]
    public async Task Read_AFailure_HasItsPlaceAndCauses()
    {
        await PublishAsync("bad", "Invoke-TickTask t -MaxAttempts 1 { \n throw 'no' }");
        await _rig.StartWorkerAsync();

        RunView run = await EndAsync("bad", "b");

        FailureDetails direct = (await _rig.Client.GetRunAsync(run.Id, Stop)).Error!;
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(direct with { Causes = [] }, run.Error! with { Causes = [] });
        Assert.Equal(direct.Causes.Count, run.Error!.Causes.Count);
        Assert.Equal(2, run.Error.Line);
    }

    [Fact]
    public async Task Wait_ARunThatGoesOn_IsNullWhenTheTimeIsOver()
    {
        await PublishAsync("wait", "1");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "wait" }, Stop)).Id;

        Assert.Null(await Client.WaitAsync(id, TimeSpan.Zero, Stop));
        Assert.Null(await Client.WaitAsync(id, TimeSpan.FromMilliseconds(50), Stop));
    }

    [Fact]
    public async Task Read_AChild_IsFoundByItsParent()
    {
        await PublishAsync("child", "param([int] $N)\n$N * 2");
        await PublishAsync("parent", "Invoke-TickFlow child -Arguments @{ N = 21 }\nStart-TickFlow child -Arguments @{ N = 1 } | Out-Null");
        await _rig.StartWorkerAsync();

        RunView parent = await EndAsync("parent", "p");
        RunView child = Assert.Single(await Client.ListRunsAsync(new RunQuery { Parent = parent.Id }, Stop).ToListAsync(Stop));

        Assert.Equal(42, ValueCodec.Decode(child.Output.IsNone ? (await Client.GetRunAsync(child.Id, Stop)).Output : child.Output));
        Assert.Equal(parent.Id, child.Parent);
        IReadOnlyList<StepView> steps = await Client.ReadStepsAsync(parent.Id, Stop);
        Assert.Equal([child.Id, (await _rig.Client.ReadStepsAsync(parent.Id, Stop))[1].Run], steps.Select(s => s.Run));
        Assert.All(steps, s => ValueCodec.Decode(s.Value)); // the id of a run is no value
        Assert.Equal("Completed", (await Client.WaitAsync(child.Id, cancel: Stop))!.Status.ToString());
    }
}
