using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Security;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GoTick.Host.Tests.Access;

/// <summary>What the door shows and hides, whom it names, and what it writes down, over a store.</summary>
public sealed class GuardedClientTests : IAsyncDisposable
{
    private static readonly ItemId Web = ItemId.ParseRoot("web-1");
    private static readonly ItemId Pay = ItemId.ParseRoot("pay-1");
    private readonly TickClient _client;
    private readonly AuditLog _audit;
    private bool _isAuditAway;

    public GuardedClientTests()
    {
        _client = new TickClient(Proxy<IFlowStore>.Around(new MemoryStore(TimeProvider.System), (method, arguments) =>
        {
            if (_isAuditAway && method.Name == nameof(IFlowStore.WriteDocumentAsync) && ((string)arguments[0]!).StartsWith("audit", StringComparison.Ordinal))
            {
                throw new StoreUnavailableException("cut");
            }
        }));
        _audit = new AuditLog(_client.Store);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Grants_ForSomeFlows_HideAllOthers()
    {
        GuardedClient eve = await StageAsync("deploy/*", KeyScope.Operate | KeyScope.Start);

        Assert.Equal([Web], await eve.ListRunsAsync().Select(r => r.Id).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await eve.ListRunsAsync(new RunQuery { Flow = "pay" }).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["deploy/web"], (await eve.ListFlowsAsync()).Select(f => f.Name));
        Assert.Equal(["web-nightly"], (await eve.ListSchedulesAsync()).Select(s => s.Definition.Name));
        Assert.Equal(["flow:deploy/web"], (await eve.ListLimitsAsync()).Select(l => l.Name.Text));
        Assert.Equal(Web, (await eve.GetRunAsync(Web)).Id);
        Assert.Equal("deploy/web", (await eve.GetFlowAsync("deploy/web")).Name);
        Assert.NotNull(await eve.ReadVersionAsync((await eve.GetFlowAsync("deploy/web")).Version));

        string payText = (await _client.GetFlowAsync("pay")).Version;
        Func<Task>[] hidden =
        [
            () => eve.GetRunAsync(Pay), () => eve.SightAsync(Pay), () => eve.ReadStepsAsync(Pay), () => eve.ReadLogAsync(Pay), () => eve.ReadEventsAsync(Pay, 0, 1),
            () => eve.WaitAsync(Pay, TimeSpan.Zero), () => eve.ExportAsync(Pay, Stream.Null), () => eve.CheckRemovableAsync(Pay), () => eve.ReadApprovalsAsync(Pay),
            () => eve.WatchAsync(Pay, () => { }).AsTask(), () => eve.WatchBranches(Pay).LookAsync(new FanOutView { Gate = "g", First = "f", Total = 1 }),
            () => eve.GetFlowAsync("pay"), () => eve.ReadVersionAsync(payText), () => eve.GetScheduleAsync("pay-nightly"), () => eve.GetLimitAsync(LimitName.Parse("pay")),
            () => eve.GetLimitAsync(LimitName.Parse("key:tenant")), () => eve.StartAsync(new StartRequest { Flow = "pay" }), () => eve.CancelAsync(Pay), () => eve.SuspendAsync(Pay),
            () => eve.ResumeAsync(Pay), () => eve.RemoveAsync(Pay), () => eve.CancelAndWaitAsync(Pay), () => eve.RestartAsync(new RunRestart { Run = Pay }, default),
            () => eve.SendSignalAsync(new SignalRequest { Run = Pay, Name = "n" }), () => eve.VoteAsync(new VoteRequest { Run = Pay, Approves = true, By = new Person("eve", true) }),
            () => eve.SuspendScheduleAsync("pay-nightly"), () => eve.ResumeScheduleAsync("pay-nightly"), () => eve.RunScheduleAsync("pay-nightly"),
            () => eve.BackfillScheduleAsync("pay-nightly", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)),
        ];
        foreach (Func<Task> call in hidden)
        {
            TickException refused = await Assert.ThrowsAsync<TickException>(call);
            Assert.Equal(TickErrorKind.NotFound, refused.Kind);
        }

        Assert.Equal(RunStatus.Queued, (await _client.GetRunAsync(Pay)).Status);
        Assert.Equal(TickErrorId.AccessDenied, (await Assert.ThrowsAsync<TickException>(() => eve.SuspendQueueAsync("default"))).ErrorId);
    }

    [Fact]
    public async Task Grants_RunThatIsNotTheirs_LooksAsOneThatIsNotThere()
    {
        GuardedClient eve = await StageAsync("deploy/*", KeyScope.Operate);
        ItemId none = ItemId.ParseRoot("none");

        TickException hidden = await Assert.ThrowsAsync<TickException>(() => eve.GetRunAsync(Pay));
        TickException missing = await Assert.ThrowsAsync<TickException>(() => eve.GetRunAsync(none));

        Assert.Equal((missing.ErrorId, missing.Kind, missing.Message.Replace("none", "pay-1", StringComparison.Ordinal)), (hidden.ErrorId, hidden.Kind, hidden.Message));
    }

    [Fact]
    public async Task List_OthersRunsBetween_IsCutFromWhatIsLeft()
    {
        GuardedClient eve = await StageAsync("deploy/*", KeyScope.Read);
        for (int i = 2; i < 12; i++)
        {
            await _client.StartAsync(new StartRequest { Flow = i % 3 == 0 ? "deploy/web" : "pay", Id = ItemId.ParseRoot($"r{i}") });
        }

        List<string> seen = [];
        string? after = null;
        while (true)
        {
            RunView[] page = await eve.ListRunsAsync(new RunQuery { After = after }).Take(2).ToArrayAsync(TestContext.Current.CancellationToken);
            seen.AddRange(page.Select(r => r.Id.Text));
            if (page.Length < 2)
            {
                break;
            }

            after = page[^1].Cursor;
        }

        Assert.Equal(["r9", "r6", "r3", "web-1"], seen);
    }

    [Fact]
    public async Task Start_AnewOverARun_NeedsWhatCancellingItNeeds()
    {
        GuardedClient starter = await StageAsync("deploy/*", KeyScope.Start);
        GuardedClient operating = Door(new Caller("eve", KeyScope.Start | KeyScope.Operate, FlowGrants.Parse(["deploy/*"]), true, "k"));
        var request = new StartRequest { Flow = "deploy/web", IfExists = ExistingRun.Restart };

        Assert.Equal(TickErrorId.AccessDenied, (await Assert.ThrowsAsync<TickException>(() => starter.StartAsync(request with { Id = Web }))).ErrorId);
        Assert.Equal(TickErrorId.RunExists, (await Assert.ThrowsAsync<TickException>(() => operating.StartAsync(request with { Id = Pay }))).ErrorId);

        Assert.Equal("pay", (await _client.GetRunAsync(Pay)).Flow);
        Assert.True((await operating.StartAsync(request with { Id = ItemId.ParseRoot("fresh") })).IsNew);
        Assert.True((await operating.StartAsync(request with { Id = Web })).IsNew);
    }

    [Fact]
    public async Task Change_WhateverNameIsGiven_IsTheCallers()
    {
        GuardedClient eve = await StageAsync("*", KeyScope.Admin);

        await eve.SuspendAsync(Web, "why", by: "mallory");
        ScheduleView schedule = await eve.RegisterScheduleAsync(new ScheduleDefinition { Name = "s", Flow = "pay", Cron = "@daily" }, by: "mallory");

        Assert.Equal(("eve", "why"), ((await _client.GetRunAsync(Web)).By, (await _client.GetRunAsync(Web)).Reason));
        Assert.Equal("eve", schedule.By);
        AuditEntry[] entries = [.. (await _audit.ReadAsync()).Items.Reverse()];
        Assert.Equal([("suspend-run", "web-1", AuditEntry.Done), ("register-schedule", "s", AuditEntry.Done)], entries.Select(e => (e.Action, e.Target!, e.Outcome)));
        Assert.All(entries, e => Assert.Equal(("eve", true, "k"), (e.By, e.IsVerified, e.KeyId)));
    }

    [Fact]
    public async Task Vote_UnderAnotherName_IsTheKeyOwnersAndVerified()
    {
        VoteRequest? given = null;
        ITickClient inner = Proxy<ITickClient>.Of((_, arguments) =>
        {
            given = (VoteRequest)arguments[0]!;
            return Task.FromResult(new ApprovalView { Run = Web, Flow = "deploy/web", Name = "go", Ask = "a", Message = "m", Asked = default });
        });
        var eve = new Caller("eve", KeyScope.Operate, FlowGrants.All, IsVerified: true, "k");
        var door = new GuardedClient(inner, Proxy<IRunMender>.Of((_, _) => null), _ => ValueTask.FromResult(eve), _audit, NullLogger<GuardedClient>.Instance);

        await door.VoteAsync(new VoteRequest { Run = Web, Approves = true, By = new Person("mallory", IsVerified: false) });

        Assert.Equal(new Person("eve", IsVerified: true), given!.By);
        Assert.Equal("approved go", Assert.Single((await _audit.ReadAsync()).Items).Result);
    }

    [Fact]
    public async Task Change_AuditCannotBeWritten_IsNotMade()
    {
        GuardedClient eve = await StageAsync("*", KeyScope.Admin);
        _isAuditAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => eve.CancelAsync(Web, force: true));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => eve.SetLimitAsync(LimitName.Parse("pay"), new LimitSpec { Concurrency = 7 }));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => eve.StartAsync(new StartRequest { Flow = "pay", Id = ItemId.ParseRoot("new") }));

        Assert.Equal(RunStatus.Queued, (await eve.GetRunAsync(Web)).Status);
        Assert.Equal(1, (await eve.GetLimitAsync(LimitName.Parse("pay"))).Set!.Concurrency);
        Assert.Equal(TickErrorId.RunNotFound, (await Assert.ThrowsAsync<TickException>(() => eve.GetRunAsync(ItemId.ParseRoot("new")))).ErrorId);
    }

    [Fact]
    public async Task Change_ThatFails_IsInTheAuditLogWithItsError()
    {
        GuardedClient eve = await StageAsync("*", KeyScope.Operate);

        await Assert.ThrowsAsync<TickException>(() => eve.ResumeAsync(Web));

        Assert.Equal(TickErrorId.RunNotSuspended, Assert.Single((await _audit.ReadAsync()).Items).Outcome);
    }

    [Fact]
    public async Task Change_OutcomeCannotBeWritten_IsMadeAndStaysAsked()
    {
        GuardedClient eve = await StageAsync("*", KeyScope.Operate);
        ITickClient inner = Proxy<ITickClient>.Around(_client, (_, _) => _isAuditAway = true); // between the two entries
        var door = new GuardedClient(inner, RunMending.Of(_client), _ => ValueTask.FromResult(new Caller("eve", KeyScope.Operate, FlowGrants.All, true, "k")), _audit, NullLogger<GuardedClient>.Instance);

        await door.SuspendAsync(Web);

        Assert.Equal(RunStatus.Suspended, (await eve.GetRunAsync(Web)).Status);
        Assert.Equal(AuditEntry.Asked, Assert.Single((await _audit.ReadAsync()).Items).Outcome);
    }

    /// <summary>Two flows with a run, a schedule and a limit each, and the door of a caller who has some of it.</summary>
    private async Task<GuardedClient> StageAsync(string grants, KeyScope scopes)
    {
        foreach ((string flow, ItemId run, string schedule) in new[] { ("deploy/web", Web, "web-nightly"), ("pay", Pay, "pay-nightly") })
        {
            FlowVersion version = FlowVersion.Of(new FlowFile("f.ps1", $"'{flow}'"), []);
            await _client.PublishAsync(new FlowDefinition { Name = flow, Version = version.Hash }, version);
            await _client.StartAsync(new StartRequest { Flow = flow, Id = run });
            await _client.RegisterScheduleAsync(new ScheduleDefinition { Name = schedule, Flow = flow, Cron = "@yearly" }, "root");
            await _client.SetLimitAsync(LimitName.Parse(flow), new LimitSpec { Concurrency = 1 });
        }

        await _client.SetLimitAsync(LimitName.Parse("key:tenant"), new LimitSpec { Concurrency = 1 });
        return Door(new Caller("eve", scopes, FlowGrants.Parse([grants]), IsVerified: true, "k"));
    }

    private GuardedClient Door(Caller caller) =>
        new(_client, RunMending.Of(_client), _ => ValueTask.FromResult(caller), _audit, NullLogger<GuardedClient>.Instance);
}
