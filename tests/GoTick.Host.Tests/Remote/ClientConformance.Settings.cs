using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Security;
using GoTick.Core.Workers;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Remote;

public abstract partial class ClientConformance
{
    [Fact]
    public async Task Schedules_AreMadePausedRunAndRemoved()
    {
        await PublishAsync("night", "param([int] $N = 1)\n$N");
        var wanted = new ScheduleDefinition
        {
            Name = "nightly",
            Flow = "NIGHT",
            Cron = "0 2 * * *",
            TimeZone = "Europe/Berlin",
            Arguments = Encode(new System.Collections.Specialized.OrderedDictionary { ["N"] = 2 }),
            Jitter = TimeSpan.FromMinutes(1),
            Start = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Overlap = ScheduleOverlap.Skip,
            Misfire = ScheduleMisfire.RunAll,
            MisfireWindow = TimeSpan.FromHours(3),
            Queue = "q",
            Priority = 4,
            Tags = ["t"],
        };

        ScheduleView made = await Client.RegisterScheduleAsync(wanted, cancel: Stop);
        ScheduleView shown = await Client.GetScheduleAsync("NIGHTLY", 3, Stop);
        await Client.SuspendScheduleAsync("nightly", Stop);
        ScheduleView paused = Assert.Single(await Client.ListSchedulesAsync(0, Stop));
        await Client.ResumeScheduleAsync("nightly", Stop);
        ItemId run = await Client.RunScheduleAsync("nightly", Stop);
        int count = await Client.BackfillScheduleAsync("nightly", new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2020, 1, 3, 0, 0, 0, TimeSpan.Zero), Stop);
        await Client.UnregisterScheduleAsync("nightly", Stop);

        Assert.Equal(wanted with { Flow = "night" }, made.Definition);
        Assert.Equal(new[] { "2099-01-01T02:00", "2099-01-02T02:00", "2099-01-03T02:00" }, shown.Upcoming.Select(u => u.ToString("yyyy-MM-ddTHH:mm")));
        Assert.Equal((ScheduleStatus.Active, ScheduleStatus.Paused), (shown.Status, paused.Status));
        Assert.Equal("night", (await Client.GetRunAsync(run, Stop)).Flow);
        Assert.Equal(2, count);
        await RefusedAsync(TickErrorId.ScheduleNotFound, () => Client.GetScheduleAsync("nightly", 0, Stop));
        await RefusedAsync(TickErrorId.ScheduleNotFound, () => Client.RunScheduleAsync("nightly", Stop));
        await RefusedAsync(TickErrorId.CronInvalid, () => Client.RegisterScheduleAsync(wanted with { Cron = "x" }, cancel: Stop));
        await RefusedAsync(TickErrorId.TimeZoneUnknown, () => Client.RegisterScheduleAsync(wanted with { TimeZone = "Mars" }, cancel: Stop));
        await RefusedAsync(TickErrorId.FlowNotFound, () => Client.RegisterScheduleAsync(wanted with { Flow = "nope" }, cancel: Stop));
        await RefusedAsync(TickErrorId.ScheduleNameInvalid, () => Client.RegisterScheduleAsync(wanted with { Name = "a b" }, cancel: Stop));
    }

    [Fact]
    public async Task Limits_AreSetShownAndRemoved()
    {
        LimitName name = LimitName.Parse("key:Tenant/7");
        var spec = new LimitSpec { Concurrency = 2, Rate = new LimitRate(5, LimitUnit.Minute) };

        await Client.SetLimitAsync(name, spec, Stop);
        LimitView shown = await Client.GetLimitAsync(name, Stop);
        LimitView listed = Assert.Single(await Client.ListLimitsAsync(Stop));
        await Client.RemoveLimitAsync(name, Stop);

        Assert.Equal((name, spec, 0), (shown.Name, shown.Set, shown.Holders));
        Assert.Equal(shown, listed);
        await RefusedAsync(TickErrorId.LimitNotFound, () => Client.GetLimitAsync(name, Stop));
        await RefusedAsync(TickErrorId.LimitNotFound, () => Client.RemoveLimitAsync(name, Stop));
        await RefusedAsync(TickErrorId.LimitInvalid, () => Client.SetLimitAsync(name, new LimitSpec { Concurrency = 0 }, Stop));
    }

    [Fact]
    public async Task Caller_WhereNoKeyIsNeeded_IsWhoeverTheProcessRunsAsAndMayDoEverything()
    {
        Caller caller = await Client.GetCallerAsync(Stop);

        Assert.Equal((Caller.OfThisProcess.Name, KeyScope.Admin, false, null), (caller.Name, caller.Scopes, caller.IsVerified, caller.KeyId));
        Assert.True(caller.Grants.AreAll);
    }

    [Fact]
    public async Task Keys_AreMadeListedAndRevoked()
    {
        NewKey made = await Client.CreateKeyAsync(
            new KeyRequest { Name = "ci", Scopes = KeyScope.Start | KeyScope.Operate, Grants = FlowGrants.Parse(["deploy/*", "x"]), Life = TimeSpan.FromDays(3) }, cancel: Stop);
        ApiKey listed = Assert.Single(await Client.ListKeysAsync(Stop));
        ApiKey revoked = await Client.RevokeKeyAsync(made.Key.Id, cancel: Stop);
        ApiKey after = Assert.Single(await Client.ListKeysAsync(Stop));

        Assert.StartsWith($"gtk_{made.Key.Id}_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(("ci", KeyScope.Start | KeyScope.Operate, "deploy/* x", TimeSpan.FromDays(3)), (listed.Name, listed.Scopes, listed.Grants.ToString(), listed.Expires - listed.Created));
        Assert.Equal((made.Key.Id, Caller.OfThisProcess.Name, null), (listed.Id, listed.By, listed.Revoked));
        Assert.Equal((revoked.Revoked, Caller.OfThisProcess.Name), (after.Revoked, after.RevokedBy));
        Assert.NotNull(revoked.Revoked);
        await RefusedAsync(TickErrorId.KeyNotFound, () => Client.RevokeKeyAsync("ffffffffffffffff", cancel: Stop));
        await RefusedAsync(TickErrorId.ArgumentInvalid, () => Client.CreateKeyAsync(new KeyRequest { Name = " ", Scopes = KeyScope.Read }, cancel: Stop));
    }

    [Fact]
    public async Task Audit_EachFilter_FindsItsEntriesAndPagesFollow()
    {
        var log = new AuditLog(_rig.Client.Store);
        var eve = new Caller("eve", KeyScope.Operate, FlowGrants.All, IsVerified: true, "k");
        AuditEntry[] written = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(i => log.NoteAsync(eve with { Name = i == 2 ? "bob" : "eve" }, i == 3 ? "vote" : "cancel-run", $"r{i}", AuditEntry.Done, Stop)))];
        AuditEntry[] ordered = [.. written.OrderByDescending(e => e.Id, StringComparer.Ordinal)];

        AuditPage first = await Client.ReadAuditAsync(new AuditQuery { Limit = 3 }, Stop);
        AuditPage rest = await Client.ReadAuditAsync(new AuditQuery { Limit = 3, After = first.Next }, Stop);

        Assert.Equal(ordered, first.Items.Concat(rest.Items));
        Assert.Null(rest.Next);
        Assert.Equal("r2", Assert.Single((await Client.ReadAuditAsync(new AuditQuery { By = "BO" }, Stop)).Items).Target);
        Assert.Equal("r3", Assert.Single((await Client.ReadAuditAsync(new AuditQuery { Action = "vote" }, Stop)).Items).Target);
        Assert.Equal("r1", Assert.Single((await Client.ReadAuditAsync(new AuditQuery { Target = "R1" }, Stop)).Items).Target);
        Assert.Equal(4, (await Client.ReadAuditAsync(new AuditQuery { Since = ordered[^1].Time, Day = DateOnly.FromDateTime(ordered[^1].Time.UtcDateTime) }, Stop)).Items.Count);
        Assert.Empty((await Client.ReadAuditAsync(new AuditQuery { Until = ordered[^1].Time }, Stop)).Items);
        await RefusedAsync(TickErrorId.CursorInvalid, () => Client.ReadAuditAsync(new AuditQuery { After = "x" }, Stop));
    }

    [Fact]
    public async Task QueuesAndWorkers_AreTold()
    {
        Assert.False(await Client.HasWorkerAsync("default", Stop));
        await PublishAsync("f", "1");
        await Client.StartAsync(new StartRequest { Flow = "f", Queue = "other/one" }, Stop);
        await _rig.StartWorkerAsync();
        await Client.SuspendQueueAsync("other/one", Stop);
        IReadOnlyList<QueueView> queues = await Client.ListQueuesAsync(Stop);
        await Client.ResumeQueueAsync("other/one", Stop);

        Assert.Contains(new QueueView("other/one", 1, 0, IsPaused: true), queues);
        Assert.True(await Client.HasWorkerAsync("default", Stop));
        WorkerView worker = Assert.Single(await Client.ListWorkersAsync(Stop));
        WorkerRecord record = Assert.Single(await _rig.Client.ListWorkersAsync(Stop)).Record!;
        Assert.Equal((record.Machine, record.ProcessId, record.ProcessStarted, record.Concurrency), (worker.Record!.Machine, worker.Record.ProcessId, worker.Record.ProcessStarted, worker.Record.Concurrency));
        Assert.Equal(record.Queues, worker.Queues);
        await RefusedAsync(TickErrorId.QueueInvalid, () => Client.SuspendQueueAsync(" ", Stop));
    }
}
