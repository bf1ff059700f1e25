using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Core.Stores.Memory;
using Xunit;

namespace GoTick.Core.Tests.Client;

/// <summary>Schedules that come with a flow's text, and what a schedule may be.</summary>
public sealed class FlowScheduleTests : IAsyncDisposable
{
    private readonly TickClient _client = new(new MemoryStore(TimeProvider.System));
    private int _text;

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task Publish_TextWithSchedule_RegistersChangesAndRemovesIt()
    {
        await PublishAsync("demo/nightly", "0 2 * * *", "Europe/Berlin");
        ScheduleView made = await _client.GetScheduleAsync("demo.nightly");
        await _client.SuspendScheduleAsync("demo.nightly");
        await PublishAsync("demo/nightly", "0 3 * * *");
        ScheduleView changed = await _client.GetScheduleAsync("demo.nightly");
        await PublishAsync("demo/nightly", null);

        Assert.Equal(("demo/nightly", "0 2 * * *", "Europe/Berlin", true), (made.Definition.Flow, made.Definition.Cron, made.Definition.TimeZone, made.Definition.IsFromFlow));
        Assert.Equal(("0 3 * * *", "UTC", ScheduleStatus.Paused), (changed.Definition.Cron, changed.Definition.TimeZone, changed.Status));
        Assert.Empty(await _client.ListSchedulesAsync());
    }

    [Fact]
    public async Task Publish_PersonHasOneOfThatName_ItStays()
    {
        await PublishAsync("flow", null);
        await _client.RegisterScheduleAsync(new ScheduleDefinition { Name = "flow", Flow = "flow", Cron = "@hourly" });

        await PublishAsync("flow", "@daily");
        await PublishAsync("flow", null);
        await _client.UnregisterAsync("flow");

        Assert.Equal(("@hourly", false), ((await _client.GetScheduleAsync("flow")).Definition.Cron, (await _client.GetScheduleAsync("flow")).Definition.IsFromFlow));
    }

    [Fact]
    public async Task Unregister_FlowWithSchedule_TakesItAlong()
    {
        await PublishAsync("flow", "@daily");

        await _client.UnregisterAsync("flow");

        Assert.Empty(await _client.ListSchedulesAsync());
    }

    [Fact]
    public async Task Publish_SameTextAgain_BringsARemovedScheduleBack()
    {
        await PublishAsync("flow", "@daily");
        await _client.UnregisterScheduleAsync("flow");
        _text--;

        await PublishAsync("flow", "@daily");

        Assert.Single(await _client.ListSchedulesAsync());
    }

    [Fact]
    public async Task Publish_WithoutSchedules_LeavesThemAsTheyAre()
    {
        await PublishAsync("flow", "@daily");

        await PublishAsync("flow", null, withSchedule: false);
        await PublishAsync("other", "@daily", withSchedule: false);

        Assert.Equal("flow", Assert.Single(await _client.ListSchedulesAsync()).Definition.Name);
    }

    [Fact]
    public async Task Publish_TwoFlowsOfOneScheduleName_IsAConflict()
    {
        await PublishAsync("demo/nightly", "@daily");

        Assert.Equal(TickErrorId.ScheduleConflict, await IdOfAsync(() => PublishAsync("demo.nightly", "@daily")));
    }

    [Theory]
    [InlineData("0 25 * * *", null, TickErrorId.CronInvalid)]
    [InlineData("@daily", "Europe/Atlantis", TickErrorId.TimeZoneUnknown)]
    [InlineData(null, "Europe/Berlin", TickErrorId.ArgumentInvalid)]
    public async Task Publish_ScheduleIsWrong_PublishesNothing(string? cron, string? zone, string errorId)
    {
        Assert.Equal(errorId, await IdOfAsync(() => PublishAsync("flow", cron, zone)));
        Assert.Empty(await _client.ListFlowsAsync());
    }

    [Fact]
    public async Task Publish_MandatoryParameter_IsRefused() => Assert.Equal(
        TickErrorId.ArgumentInvalid,
        await IdOfAsync(() => PublishAsync("flow", "@daily", parameters: [new FlowParameter { Name = "Path", IsMandatory = true }])));

    public static TheoryData<string, string> Wrong => new()
    {
        { "name", TickErrorId.ScheduleNameInvalid }, { "flow", TickErrorId.FlowNotFound }, { "cron", TickErrorId.CronInvalid }, { "zone", TickErrorId.TimeZoneUnknown },
        { "jitter", TickErrorId.ArgumentInvalid }, { "window", TickErrorId.ArgumentInvalid }, { "end", TickErrorId.ArgumentInvalid }, { "priority", TickErrorId.ArgumentInvalid },
        { "arguments", TickErrorId.PayloadTooLarge },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Register_Wrong_IsRefusedWithItsId(string what, string errorId)
    {
        await PublishAsync("flow", null);
        var right = new ScheduleDefinition { Name = "s", Flow = "flow", Cron = "@daily" };
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        ScheduleDefinition wrong = what switch
        {
            "name" => right with { Name = "a b" },
            "flow" => right with { Flow = "other" },
            "cron" => right with { Cron = "* * * 13 *" },
            "zone" => right with { TimeZone = "Nowhere" },
            "jitter" => right with { Jitter = TimeSpan.FromDays(2) },
            "window" => right with { MisfireWindow = TimeSpan.FromDays(400) },
            "end" => right with { Start = now, End = now.AddDays(-1) },
            "priority" => right with { Priority = 101 },
            _ => right with { Arguments = new Payload(new string('x', Payload.MaxBytes + 1)) },
        };

        Assert.Equal(errorId, await IdOfAsync(() => _client.RegisterScheduleAsync(wrong)));
        Assert.Empty(await _client.ListSchedulesAsync());
    }

    [Fact]
    public async Task EachCall_NoSuchSchedule_IsToldByItsId()
    {
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => _client.GetScheduleAsync("s"), () => _client.SuspendScheduleAsync("s"), () => _client.ResumeScheduleAsync("s"), () => _client.RunScheduleAsync("s"),
            () => _client.BackfillScheduleAsync("s", default, default), () => _client.UnregisterScheduleAsync("s"),
        })
        {
            Assert.Equal(TickErrorId.ScheduleNotFound, await IdOfAsync(call));
        }
    }

    [Theory]
    [InlineData(-2, 1)] // the future
    [InlineData(-1, -2)] // nothing in between
    [InlineData(-400_000, 0)] // too many
    public async Task Backfill_RangeThatCannotBe_IsRefused(int fromHours, int toHours)
    {
        await PublishAsync("flow", null);
        await _client.RegisterScheduleAsync(new ScheduleDefinition { Name = "s", Flow = "flow", Cron = "@hourly" });
        DateTimeOffset now = (await _client.Store.ReadTimeAsync(0)).ToDateTimeOffset();

        Assert.Equal(TickErrorId.ArgumentInvalid, await IdOfAsync(() => _client.BackfillScheduleAsync("s", now.AddHours(fromHours), now.AddHours(toHours))));
        Assert.Empty(await _client.CheckAsync());
    }

    private async Task PublishAsync(string name, string? cron, string? zone = null, bool withSchedule = true, IReadOnlyList<FlowParameter>? parameters = null)
    {
        FlowVersion version = FlowVersion.Of(new FlowFile(name + ".ps1", $"# {_text++}"), []);
        var settings = new FlowSettings { Schedule = cron, TimeZone = zone };
        await _client.PublishAsync(new FlowDefinition { Name = name, Version = version.Hash, Settings = settings, Parameters = parameters ?? [] }, version, withSchedule: withSchedule);
    }

    private static async Task<string> IdOfAsync(Func<Task> call) => (await Assert.ThrowsAsync<TickException>(call)).ErrorId;
}
