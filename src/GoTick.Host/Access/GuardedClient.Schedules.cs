using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public Task<ScheduleView> RegisterScheduleAsync(ScheduleDefinition schedule, string? by = null, CancellationToken cancel = default) =>
        ChangeAsync(schedule.Name, Anybody, caller => inner.RegisterScheduleAsync(schedule, caller.Name, cancel), cancel);

    /// <inheritdoc/>
    public async Task<ScheduleView> GetScheduleAsync(string name, int upcoming = 0, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return Seen(caller, name, await inner.GetScheduleAsync(name, upcoming, cancel));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduleView>> ListSchedulesAsync(int upcoming = 0, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return [.. (await inner.ListSchedulesAsync(upcoming, cancel)).Where(s => caller.Grants.Allow(s.Definition.Flow))];
    }

    /// <inheritdoc/>
    public Task SuspendScheduleAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync(name, caller => ReachScheduleAsync(caller, name, cancel), _ => inner.SuspendScheduleAsync(name, cancel), cancel);

    /// <inheritdoc/>
    public Task ResumeScheduleAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync(name, caller => ReachScheduleAsync(caller, name, cancel), _ => inner.ResumeScheduleAsync(name, cancel), cancel);

    /// <inheritdoc/>
    public Task<ItemId> RunScheduleAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync(name, caller => ReachScheduleAsync(caller, name, cancel), _ => inner.RunScheduleAsync(name, cancel), cancel, id => id.Text);

    /// <inheritdoc/>
    public Task<int> BackfillScheduleAsync(string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) =>
        ChangeAsync(name, caller => ReachScheduleAsync(caller, name, cancel), _ => inner.BackfillScheduleAsync(name, from, to, cancel), cancel);

    /// <inheritdoc/>
    public Task UnregisterScheduleAsync(string name, CancellationToken cancel = default) =>
        ChangeAsync(name, Anybody, _ => inner.UnregisterScheduleAsync(name, cancel), cancel);

    private static ScheduleView Seen(Caller caller, string name, ScheduleView schedule) => caller.Grants.Allow(schedule.Definition.Flow)
        ? schedule
        : throw new TickException(TickErrorId.ScheduleNotFound, TickErrorKind.NotFound, $"There is no schedule '{name}'.") { Target = name };

    private async Task ReachScheduleAsync(Caller caller, string name, CancellationToken cancel)
    {
        if (!caller.Grants.AreAll)
        {
            Seen(caller, name, await inner.GetScheduleAsync(name, 0, cancel));
        }
    }
}
