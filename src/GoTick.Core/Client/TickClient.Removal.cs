using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public async Task RemoveAsync(ItemId id, CancellationToken cancel = default)
    {
        await RemoveAsync(await RemovableAsync(id, cancel), cancel);
    }

    /// <inheritdoc/>
    public Task CheckRemovableAsync(ItemId id, CancellationToken cancel = default) => RemovableAsync(id, cancel);

    private async Task<ItemHeader> RemovableAsync(ItemId id, CancellationToken cancel)
    {
        ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
        return header.Place == Place.Ended
            ? header
            : throw new TickException(
                TickErrorId.RunNotTerminal, TickErrorKind.InvalidState, $"Run '{id}' has not ended ({HeaderFields.Status(header)}); only ended runs can be removed.")
            { Target = id.Text };
    }

    /// <summary>Cancels the run, waits for its end and removes it. Somebody else may be at it, too.</summary>
    private async Task RestartAsync(ItemId id, CancellationToken cancel)
    {
        try
        {
            await CancelAndWaitAsync(id, "restarted", cancel: cancel);
            await RemoveEndedAsync(id, cancel);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            // It has ended and was removed meanwhile.
        }
    }

    /// <summary>Removes the run if it has ended.</summary>
    private async Task RemoveEndedAsync(ItemId id, CancellationToken cancel)
    {
        if (await FindRunAsync(id, cancel) is { Place: Place.Ended } header)
        {
            await RemoveAsync(header, cancel);
        }
    }

    private async Task RemoveAsync(ItemHeader ended, CancellationToken cancel)
    {
        if (ended.Fields.ContainsKey(HeaderFields.Limits))
        {
            await ReleaseAsync(ended, cancel); // with the run goes the note that its limits are to be told
        }

        await Store.CommitAsync(
            new Batch { Item = ended.Id, Guard = new Guard.In(Place.Ended) { Nonce = ended.Nonce }, Verbs = RunDecisions.Remove(ended).Verbs }, cancel);
    }
}
