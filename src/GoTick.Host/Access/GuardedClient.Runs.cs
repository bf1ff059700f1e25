using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public Task<StartResult> StartAsync(StartRequest request, CancellationToken cancel = default) => ChangeAsync(
        request.Flow, caller => ReachStartAsync(caller, request, cancel), _ => inner.StartAsync(request, cancel), cancel, started => started.Id.Text);

    /// <inheritdoc/>
    public async Task<RunView> GetRunAsync(ItemId id, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return Seen(caller, id, await inner.GetRunAsync(id, cancel));
    }

    /// <inheritdoc/>
    public async Task<RunView?> WaitAsync(ItemId id, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.WaitAsync(id, timeout, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepView>> ReadStepsAsync(ItemId id, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.ReadStepsAsync(id, cancel);
    }

    /// <inheritdoc/>
    public async Task<StepPage> ReadStepPageAsync(ItemId id, StepQuery? query = null, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.ReadStepPageAsync(id, query, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(long Number, StreamRecord Record)>> ReadLogAsync(ItemId id, long after = 0, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        return await inner.ReadLogAsync(id, after, cancel);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunView> ListRunsAsync(RunQuery? query = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        await foreach (RunView run in Granted(caller, query?.Flow, () => inner.ListRunsAsync(query, cancel)))
        {
            yield return run;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunView> ListEndedAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        await foreach (RunView run in Granted(caller, query.Flow, () => inner.ListEndedAsync(query, cancel)))
        {
            yield return run;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ItemId id, CancellationToken cancel = default) =>
        ChangeAsync(id.Text, caller => ReachRunAsync(caller, id, cancel), _ => inner.RemoveAsync(id, cancel), cancel);

    /// <inheritdoc/>
    public async Task CheckRemovableAsync(ItemId id, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        await inner.CheckRemovableAsync(id, cancel);
    }

    private static RunView Seen(Caller caller, ItemId id, RunView run) => caller.Grants.Allow(run.Flow) ? run : throw NoRun(id);

    /// <summary>Pages are cut from what is left, so that each is full although others' runs lie between.</summary>
    private static IAsyncEnumerable<RunView> Granted(Caller caller, string? flow, Func<IAsyncEnumerable<RunView>> list) =>
        caller.Grants.AreAll ? list()
        : flow is not null && !caller.Grants.Allow(flow) ? AsyncEnumerable.Empty<RunView>()
        : list().Where(r => caller.Grants.Allow(r.Flow));

    private async Task ReachStartAsync(Caller caller, StartRequest request, CancellationToken cancel)
    {
        if (!caller.Grants.Allow(request.Flow))
        {
            throw NoFlow(request.Flow);
        }

        if (request is { IfExists: ExistingRun.Restart, Id: { } id })
        {
            await ReachRestartAsync(caller, id, cancel);
        }
    }

    /// <summary>Starting anew cancels and removes the run that is there: that needs what cancelling it needs.</summary>
    private async Task ReachRestartAsync(Caller caller, ItemId id, CancellationToken cancel)
    {
        AccessRules.Of(nameof(CancelAsync)).Demand(caller);
        if (caller.Grants.AreAll)
        {
            return;
        }

        try
        {
            await ReachRunAsync(caller, id, cancel);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            // Is there none, or is it another flow's? Only the store knows, and the ids are shared: the start itself must not touch the latter.
            if (await ExistsAsync(id, cancel))
            {
                throw new TickException(TickErrorId.RunExists, TickErrorKind.Conflict, $"There is a run '{id}' already. Choose another id.") { Target = id.Text };
            }
        }
    }

    private async Task<bool> ExistsAsync(ItemId id, CancellationToken cancel)
    {
        try
        {
            await inner.SightAsync(id, cancel);
            return true;
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            return false;
        }
    }
}
