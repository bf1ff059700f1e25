using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public Task<bool> PublishAsync(FlowDefinition flow, FlowVersion version, bool onlyIfNew = false, bool withSchedule = true, CancellationToken cancel = default) => ChangeAsync(
        flow.Name, Anybody, _ => inner.PublishAsync(flow, version, onlyIfNew, withSchedule, cancel), cancel, _ => version.Hash);

    /// <inheritdoc/>
    public async Task<FlowDefinition> GetFlowAsync(string name, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return caller.Grants.Allow(name) ? await inner.GetFlowAsync(name, cancel) : throw NoFlow(name);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FlowDefinition>> ListFlowsAsync(CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        IReadOnlyList<FlowDefinition> flows = await inner.ListFlowsAsync(cancel);
        return caller.Grants.AreAll ? flows : [.. flows.Where(f => caller.Grants.Allow(f.Name))];
    }

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancel = default) => ChangeAsync(name, Anybody, _ => inner.UnregisterAsync(name, cancel), cancel);

    /// <inheritdoc/>
    public async Task<FlowVersion> ReadVersionAsync(string hash, CancellationToken cancel = default)
    {
        // A hash does not say whose text it is: it is the caller's when one of their flows has it, or had it.
        Caller caller = await LookAsync(cancel);
        return caller.Grants.AreAll || (await inner.ListFlowsAsync(cancel)).Any(f => caller.Grants.Allow(f.Name) && (f.Version == hash || f.History.Contains(hash)))
            ? await inner.ReadVersionAsync(hash, cancel)
            : throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no text '{hash}'.") { Target = hash };
    }

    private static Task Anybody(Caller caller) => Task.CompletedTask;

    private static TickException NoFlow(string name) => new(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no flow '{name}'.") { Target = name };
}
