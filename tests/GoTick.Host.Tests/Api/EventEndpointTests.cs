using System.Net;
using GoTick.Core.Flows;
using GoTick.Host.Api;
using GoTick.Host.Api.Events;

namespace GoTick.Host.Tests.Api;

/// <summary>Live events of runs, on a real server and worker.</summary>
public sealed class EventEndpointTests : IAsyncLifetime
{
    private const string Chatty = "1..5 | ForEach-Object { $n = $_; Get-TickMemo \"m$n\" { Write-Host \"say $n\"; $n } | Out-Null }\nStart-TickSleep 0.2\n1..3 | Invoke-TickParallel p { Write-Host \"in $_\" }";
    private ApiRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await ApiRig.StartAsync(api: new ApiSettings { Heartbeat = TimeSpan.FromMilliseconds(50), MaxListeners = 20 });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Follow_ARunFromItsStart_BringsItsStepsRecordsAndEnd()
    {
        await _rig.PublishAsync("chatty", Chatty);
        await _rig.StartRunAsync("chatty", "r");
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        EventReader.Event first = (await reader.NextAsync())!;
        await _rig.StartWorkerAsync();

        IReadOnlyList<EventReader.Event> events = await reader.AllAsync();

        Assert.Equal(("run", "Queued"), (first.Name, first.Text));
        Assert.Equal(["in 1", "in 2", "in 3", "say 1", "say 2", "say 3", "say 4", "say 5"], events.Where(e => e.Name == "log").Select(e => e.Text).Order());
        Assert.Equal(["m1", "m2", "m3", "m4", "m5", "sleep", "wait"], events.Where(e => e.Name == "step").Select(e => e.Text).Distinct());
        Assert.Equal(("end", "Completed"), (events[^1].Name, events[^1].Text));
        Assert.All(events.Where(e => e.Name == "step"), e => Assert.Null(e.Data["step"]!["value"]));
        Assert.Equal("run", events[^2].Name);
    }

    [Fact]
    public async Task Follow_BehindAnEventThatWasHeard_BringsNoRecordTwiceAndNoneIsMissed()
    {
        await _rig.PublishAsync("chatty", Chatty);
        await _rig.StartRunAsync("chatty", "r");
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await _rig.StartWorkerAsync();
        IReadOnlyList<EventReader.Event> events = await reader.AllAsync();
        EventReader.Event[] marked = [.. events.Where(e => e.Id is not null && e.Name != "end")];

        foreach (EventReader.Event mark in marked)
        {
            using EventReader again = await EventReader.OpenAsync(_rig, "r", mark.Id);
            IReadOnlyList<EventReader.Event> rest = await again.AllAsync();
            IEnumerable<EventReader.Event> heard = events.TakeWhile(e => e != mark).Append(mark);
            Assert.Equal(events.Where(e => e.Name == "log").Select(e => (long)e.Data["number"]!), heard.Concat(rest).Where(e => e.Name == "log").Select(e => (long)e.Data["number"]!));
            Assert.Equal(events.Where(e => e.Name == "step").Select(e => (int)e.Data["index"]!).Max(), heard.Concat(rest).Where(e => e.Name == "step").Select(e => (int)e.Data["index"]!).Max());
            Assert.Equal("end", rest[^1].Name);
        }

        using EventReader over = await EventReader.OpenAsync(_rig, "r", events[^1].Id);
        Assert.Equal(HttpStatusCode.NoContent, over.Status);
        using EventReader strange = await EventReader.OpenAsync(_rig, "r", "never.seen");
        Assert.Equal(events.Count(e => e.Name == "log"), (await strange.AllAsync()).Count(e => e.Name == "log"));
    }

    [Fact]
    public async Task Follow_ASuspendedRun_GoesOnToItsEndWhenItIsResumed()
    {
        await _rig.PublishAsync("two", "Invoke-TickTask a { }\nWait-TickSignal go\nInvoke-TickTask b { }");
        await _rig.StartRunAsync("two", "r");
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await _rig.StartWorkerAsync();
        await UntilAsync(reader, e => e.Text == "Waiting");
        await _rig.PostAsync("/api/v1/runs/r/suspend", """{"reason":"lunch"}""");
        await UntilAsync(reader, e => e.Text == "Suspended");
        await _rig.PostAsync("/api/v1/runs/r/resume");
        await _rig.PostAsync("/api/v1/runs/r/signals", """{"name":"go"}""");

        IReadOnlyList<EventReader.Event> rest = await reader.AllAsync();

        Assert.Equal(("end", "Completed"), (rest[^1].Name, rest[^1].Text));
    }

    [Fact]
    public async Task Follow_ARunThatGoesOnAsNew_BringsTheStepsOfItsNewJournal()
    {
        await _rig.PublishAsync("rounds", "param([int] $Round = 0)\nInvoke-TickTask \"r$Round\" { }\nStart-TickSleep 0.3\nif ($Round -lt 2) { Restart-TickFlow -Round ($Round + 1) }");
        await _rig.StartRunAsync("rounds", "r");
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await _rig.StartWorkerAsync();

        IReadOnlyList<EventReader.Event> events = await reader.AllAsync();

        Assert.Contains(events, e => e is { Name: "step", Text: "r2" });
        Assert.Equal(2, (int)events[^1].Data["run"]!["continued"]!);
        using EventReader again = await EventReader.OpenAsync(_rig, "r", "0.3.0");
        Assert.Equal(["r2", "sleep"], (await again.AllAsync()).Where(e => e.Name == "step").Select(e => e.Text));
    }

    [Fact]
    public async Task Follow_ARunThatIsRemoved_EndsWithWhy()
    {
        await _rig.PublishAsync("wait", "Wait-TickSignal go");
        ItemId id = await _rig.StartRunAsync("wait", "r");
        await _rig.Client.SuspendAsync(id);
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await reader.NextAsync();
        await _rig.Client.CancelAsync(id, force: true);
        await _rig.Client.RemoveAsync(id);

        IReadOnlyList<EventReader.Event> rest = await reader.AllAsync();

        Assert.Equal("end", rest[^1].Name);
        Assert.Contains(rest[^1].Text, new[] { "TickRunNotFound", "Canceled" });
    }

    [Fact]
    public async Task Follow_ASilentRun_SaysThatTheStreamIsAlive()
    {
        await _rig.PublishAsync("wait", "Wait-TickSignal go");
        ItemId id = await _rig.StartRunAsync("wait", "r");
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await reader.NextAsync();
        Task<IReadOnlyList<EventReader.Event>> rest = reader.AllAsync();
        while (reader.Heartbeats < 3)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await _rig.Client.CancelAsync(id, force: true);

        Assert.Equal("Canceled", (await rest)[^1].Text);
    }

    [Fact]
    public async Task Follow_MoreThanTheServerTakes_Is503UntilOneLeaves()
    {
        await _rig.PublishAsync("wait", "Wait-TickSignal go");
        await _rig.StartRunAsync("wait", "r");
        EventReader[] readers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EventReader.OpenAsync(_rig, "r")));
        ApiRig.Answer refused = await _rig.GetAsync("/api/v1/runs/r/events");
        readers[0].Dispose();
        HttpStatusCode status = HttpStatusCode.ServiceUnavailable;
        while (status == HttpStatusCode.ServiceUnavailable)
        {
            using EventReader late = await EventReader.OpenAsync(_rig, "r");
            status = late.Status;
        }

        Assert.Equal((503, "TickTooManyListeners"), refused.Refusal);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, status);
        Array.ForEach(readers, r => r.Dispose());
    }

    [Fact]
    public async Task Listen_ManyListenersOfARun_AreFollowedOnceAndNobodyWhenAllHaveLeft()
    {
        await _rig.PublishAsync("wait", "Wait-TickSignal go");
        ItemId id = await _rig.StartRunAsync("wait", "r");
        await using var hub = new RunHub(_rig.Client, new ApiSettings());

        RunListener[] listeners = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.ListenAsync(id, TestContext.Current.CancellationToken)));

        Assert.Equal((1, 50), (hub.Followed, hub.Listeners));
        Array.ForEach(listeners, l => l.Dispose());
        Assert.Equal((0, 0), (hub.Followed, hub.Listeners));
    }

    [Fact]
    public async Task Listen_OneWhoDoesNotRead_IsLostAndTheOthersHearAll()
    {
        await _rig.PublishAsync("talk", "1..12 | ForEach-Object { $n = $_; Invoke-TickTask \"t$n\" { 1..5 | ForEach-Object { Write-Host $n } }; Start-TickSleep 0.2 }");
        ItemId id = await _rig.StartRunAsync("talk", "r");
        await using var small = new RunHub(_rig.Client, new ApiSettings { MaxListenerLag = 8, Heartbeat = TimeSpan.FromMilliseconds(20) });
        await using var large = new RunHub(_rig.Client, new ApiSettings { MaxListenerLag = 1_000 });
        using RunListener slow = await small.ListenAsync(id, TestContext.Current.CancellationToken);
        using RunListener other = await large.ListenAsync(id, TestContext.Current.CancellationToken);
        await _rig.StartWorkerAsync();

        int heard = 0;
        await foreach (IReadOnlyList<byte[]> frames in other.Waiting.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            heard += frames.Count(f => f.AsSpan().IndexOf("event: log"u8) >= 0);
        }

        Assert.Equal(60, heard);
        while (!slow.IsLost)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.False(other.IsLost);
    }

    private static async Task UntilAsync(EventReader reader, Func<EventReader.Event, bool> isIt)
    {
        while (await reader.NextAsync() is { } next && !isIt(next))
        {
        }
    }
}
