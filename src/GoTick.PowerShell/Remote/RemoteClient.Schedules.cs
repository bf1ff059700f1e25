using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task<ScheduleView> RegisterScheduleAsync(ScheduleDefinition schedule, string? by = null, CancellationToken cancel = default) =>
        _calls.SendAsync<ScheduleView>(HttpMethod.Put, PathOf(schedule.Name), BodyOf(schedule), isRepeatable: true, cancel);

    /// <inheritdoc/>
    public Task<ScheduleView> GetScheduleAsync(string name, int upcoming = 0, CancellationToken cancel = default) =>
        _calls.GetAsync<ScheduleView>(RemotePath.At(PathOf(name)).With("upcoming", upcoming).ToString(), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduleView>> ListSchedulesAsync(int upcoming = 0, CancellationToken cancel = default) =>
        (await _calls.GetAsync<Page<ScheduleView>>(RemotePath.At("schedules").With("upcoming", upcoming).ToString(), cancel)).Items;

    /// <inheritdoc/>
    public Task SuspendScheduleAsync(string name, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, PathOf(name, "suspend"), new NothingBody(), isRepeatable: true, cancel);

    /// <inheritdoc/>
    public Task ResumeScheduleAsync(string name, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Post, PathOf(name, "resume"), new NothingBody(), isRepeatable: true, cancel);

    /// <inheritdoc/>
    public async Task<ItemId> RunScheduleAsync(string name, CancellationToken cancel = default) =>
        (await _calls.SendAsync<RunMade>(HttpMethod.Post, PathOf(name, "run"), new NothingBody(), isRepeatable: false, cancel)).Id;

    /// <inheritdoc/>
    public async Task<int> BackfillScheduleAsync(string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) =>
        (await _calls.SendAsync<Counted>(HttpMethod.Post, PathOf(name, "backfill"), new BackfillBody { From = from, To = to }, isRepeatable: false, cancel)).Count;

    /// <inheritdoc/>
    public Task UnregisterScheduleAsync(string name, CancellationToken cancel = default) =>
        _calls.SendAsync(HttpMethod.Delete, PathOf(name), body: null, isRepeatable: false, cancel);

    private static string PathOf(string name, params ReadOnlySpan<string> below) => RemotePath.Of(["schedules", name, .. below]);

    private static ScheduleBody BodyOf(ScheduleDefinition schedule) => new()
    {
        Flow = schedule.Flow,
        Cron = schedule.Cron,
        TimeZone = schedule.TimeZone,
        Arguments = schedule.Arguments,
        Jitter = schedule.Jitter,
        Start = schedule.Start,
        End = schedule.End,
        Overlap = schedule.Overlap,
        Misfire = schedule.Misfire,
        MisfireWindow = schedule.MisfireWindow,
        Queue = schedule.Queue,
        Priority = schedule.Priority,
        Tags = schedule.Tags,
    };
}
