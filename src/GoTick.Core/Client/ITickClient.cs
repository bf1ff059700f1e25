namespace GoTick.Core.Client;

/// <summary>
/// The one door for commands, hosts and tests, whatever is behind it: a store (<see cref="TickClient"/>) or a server that has one. Facets: <c>Runs</c>,
/// <c>Removal</c>, <c>Control</c>, <c>Catalogue</c>, <c>Signals</c>, <c>Approvals</c>, <c>Schedules</c>, <c>Finding</c>, <c>Following</c>, <c>Limits</c>,
/// <c>Queues</c>, <c>Workers</c>, <c>Transfer</c>, <c>Access</c>.
/// </summary>
public partial interface ITickClient : IAsyncDisposable
{
    /// <summary>What it is connected to, for people: without user, password and key.</summary>
    string StoreName { get; }
}
