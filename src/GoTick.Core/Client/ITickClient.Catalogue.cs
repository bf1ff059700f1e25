using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>
    /// Publishes a flow's text. The schedule that the text declares is made or changed with it, and goes away with a text that declares none; one of that name that
    /// a person has made stays.
    /// </summary>
    /// <param name="flow">What its text declares; <c>Published</c> and <c>History</c> are filled in here.</param>
    /// <param name="version">The text.</param>
    /// <param name="onlyIfNew">True (a worker at its start): a text that the catalogue ever had for the name is not published again.</param>
    /// <param name="withSchedule">False: the text alone; schedules stay as they are.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>True when the catalogue changed.</returns>
    /// <exception cref="TickException"><c>TickCronInvalid</c>, <c>TickTimeZoneUnknown</c>, <c>TickArgumentInvalid</c>, <c>TickScheduleConflict</c>.</exception>
    Task<bool> PublishAsync(FlowDefinition flow, FlowVersion version, bool onlyIfNew = false, bool withSchedule = true, CancellationToken cancel = default);

    /// <summary>A flow of the catalogue.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>.</exception>
    Task<FlowDefinition> GetFlowAsync(string name, CancellationToken cancel = default);

    /// <summary>All flows, by name.</summary>
    Task<IReadOnlyList<FlowDefinition>> ListFlowsAsync(CancellationToken cancel = default);

    /// <summary>Takes a flow out of the catalogue, and the schedule that its text declares; its runs go on with their texts.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>.</exception>
    Task UnregisterAsync(string name, CancellationToken cancel = default);

    /// <summary>The texts of a version.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickFlowTextMismatch</c>.</exception>
    Task<FlowVersion> ReadVersionAsync(string hash, CancellationToken cancel = default);
}
