using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private const string FlowKind = "flow";
    private const int DocumentPartition = 0;
    private readonly KnownFlows _known = new();

    /// <inheritdoc/>
    public async Task<bool> PublishAsync(FlowDefinition flow, FlowVersion version, bool onlyIfNew = false, bool withSchedule = true, CancellationToken cancel = default)
    {
        string key = flow.Name.ToLowerInvariant();
        ScheduleDefinition? schedule = withSchedule ? ScheduleRules.OfFlow(flow) : null;
        await PutTextAsync(version, cancel);
        while (true)
        {
            Document? document = await Store.ReadDocumentAsync(FlowKind, key, cancel);
            FlowDefinition? old = document is null ? null : Parse(document);
            if (old?.Version == version.Hash)
            {
                await FollowFlowAsync(schedule, cancel); // whoever published it may not have come so far
                return false;
            }

            if (onlyIfNew && old?.History.Contains(version.Hash) == true)
            {
                return false;
            }

            if (withSchedule && schedule is null && old?.Settings.Schedule is not null)
            {
                await DropFlowScheduleAsync(flow.Name, cancel); // before the text is known: afterwards nobody would know of it
            }

            DateTimeOffset now = (await Store.ReadTimeAsync(0, cancel)).ToDateTimeOffset();
            FlowDefinition entry = flow with
            {
                Version = version.Hash,
                Published = now,
                History = [.. (old?.History ?? []).Where(h => h != version.Hash), version.Hash],
            };
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(entry, CoreJson.Default.FlowDefinition);
            if (await Store.WriteDocumentAsync(FlowKind, key, document?.Revision ?? 0, body, cancel))
            {
                await FollowFlowAsync(schedule, cancel);
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<FlowDefinition> GetFlowAsync(string name, CancellationToken cancel = default) =>
        Parse(await ReadFlowAsync(name, cancel));

    /// <summary>A flow of the catalogue; null when there is none.</summary>
    internal async Task<FlowDefinition?> FindFlowAsync(string name, CancellationToken cancel) =>
        await Store.ReadDocumentAsync(FlowKind, name.ToLowerInvariant(), cancel) is { } document ? Parse(document) : null;

    private async Task<Document> ReadFlowAsync(string name, CancellationToken cancel) =>
        await Store.ReadDocumentAsync(FlowKind, name.ToLowerInvariant(), cancel)
            ?? throw new TickException(
                TickErrorId.FlowNotFound,
                TickErrorKind.NotFound,
                $"There is no flow '{name}' in {Store.Identity}. Publish it: start a worker on its folder, or register it.")
            { Target = name };

    /// <summary>
    /// The flow as it stands when the run is committed: what is known of it from before is confirmed by that commit itself, where both lie in one
    /// partition; else it is read.
    /// </summary>
    private async ValueTask<(FlowDefinition Flow, ExpectedDocument? Expected)> GetFlowToStartAsync(string name, ItemId run, CancellationToken cancel)
    {
        if (Store.PartitionOf(run) != DocumentPartition)
        {
            return (await GetFlowAsync(name, cancel), null);
        }

        if (_known.Find(name) is not { } known)
        {
            Document document = await ReadFlowAsync(name, cancel);
            known = (Parse(document), new ExpectedDocument(FlowKind, document));
            _known.Keep(name, known.Flow, known.Expected);
        }

        return known;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FlowDefinition>> ListFlowsAsync(CancellationToken cancel = default) =>
        [.. (await Store.ListDocumentsAsync(FlowKind, cancel)).Select(Parse)];

    /// <inheritdoc/>
    public async Task UnregisterAsync(string name, CancellationToken cancel = default)
    {
        string key = name.ToLowerInvariant();
        while (true)
        {
            if ((await GetFlowAsync(name, cancel)).Settings.Schedule is not null)
            {
                await DropFlowScheduleAsync(name, cancel);
            }

            if (await Store.ReadDocumentAsync(FlowKind, key, cancel) is { } document
                && await Store.WriteDocumentAsync(FlowKind, key, document.Revision, null, cancel))
            {
                return;
            }
        }
    }

    /// <summary>The versions that the catalogue starts runs with now: their texts stay although nobody holds them.</summary>
    internal async Task<IReadOnlySet<string>> CurrentVersionsAsync(CancellationToken cancel) =>
        (await ListFlowsAsync(cancel)).Select(f => f.Version).ToHashSet();

    /// <summary>Puts the text of a flow into a partition that lacks it.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c> when no partition has it.</exception>
    internal async Task RestoreTextAsync(FlowDefinition flow, int partition, CancellationToken cancel)
    {
        for (int other = 0; other < Store.Partitions; other++)
        {
            if (await Store.ReadBlobAsync(other, flow.Version, cancel) is { } body)
            {
                await Store.PutBlobAsync(partition, flow.Version, body, cancel);
                return;
            }
        }

        // Another version may have been published meanwhile, and the text of this one dropped.
        if ((await GetFlowAsync(flow.Name, cancel)).Version == flow.Version)
        {
            throw new TickException(
                TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"The text of flow '{flow.Name}' is not in the store any more; register it again.")
            { Target = flow.Name };
        }
    }

    private async Task PutTextAsync(FlowVersion version, CancellationToken cancel)
    {
        byte[] body = version.ToBytes();
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            await Store.PutBlobAsync(partition, version.Hash, body, cancel);
        }
    }

    private static FlowDefinition Parse(Document document) =>
        JsonSerializer.Deserialize(document.Body, CoreJson.Default.FlowDefinition)
        ?? throw new TickException(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The catalogue's entry of '{document.Name}' cannot be read.");
}
