using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Makes a schedule, or changes the one of this name. The same one again changes nothing. A change keeps the counts, and a pause.</summary>
    /// <param name="schedule">The schedule; its arguments were checked against the flow's parameters before.</param>
    /// <param name="by">Who wants it; null = <see cref="Account.OfThisProcess"/>.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException">
    /// <c>TickScheduleNameInvalid</c>, <c>TickCronInvalid</c>, <c>TickTimeZoneUnknown</c>, <c>TickFlowNotFound</c>, <c>TickArgumentInvalid</c>, <c>TickPayloadTooLarge</c>.
    /// </exception>
    Task<ScheduleView> RegisterScheduleAsync(ScheduleDefinition schedule, string? by = null, CancellationToken cancel = default);

    /// <summary>A schedule.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="upcoming">How many times to come are wanted, 0 to 1,000.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, <c>TickJournalUnreadable</c>.</exception>
    Task<ScheduleView> GetScheduleAsync(string name, int upcoming = 0, CancellationToken cancel = default);

    /// <summary>All schedules, by name.</summary>
    /// <inheritdoc cref="GetScheduleAsync"/>
    Task<IReadOnlyList<ScheduleView>> ListSchedulesAsync(int upcoming = 0, CancellationToken cancel = default);

    /// <summary>Pauses a schedule: no run of it starts by itself. What runs, runs on. A paused one stays so.</summary>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task SuspendScheduleAsync(string name, CancellationToken cancel = default);

    /// <summary>A paused schedule goes on with its next time; those of the pause are not made up for. Any other stays as it is.</summary>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task ResumeScheduleAsync(string name, CancellationToken cancel = default);

    /// <summary>Starts a run of a schedule now, also while it is paused and whatever else of it runs.</summary>
    /// <returns>The run.</returns>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, <c>TickFlowNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task<ItemId> RunScheduleAsync(string name, CancellationToken cancel = default);

    /// <summary>
    /// Starts the runs of the times in a past range, its ends included, whatever the schedule's own start and end are: side by side where runs may overlap, else one
    /// after another. A time that has a run is passed over. While the schedule is paused they wait.
    /// </summary>
    /// <returns>How many times the range has.</returns>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, <c>TickArgumentInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task<int> BackfillScheduleAsync(string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default);

    /// <summary>Removes a schedule; its runs stay.</summary>
    /// <exception cref="TickException"><c>TickScheduleNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task UnregisterScheduleAsync(string name, CancellationToken cancel = default);
}
