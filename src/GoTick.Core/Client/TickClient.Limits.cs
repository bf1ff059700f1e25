using GoTick.Core.Checks;
using GoTick.Core.Errors;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private const int LimitPage = 1_000;
    private const int WakeAtOnce = 1_000;
    private readonly Permits _permits;

    /// <inheritdoc/>
    public async Task SetLimitAsync(LimitName name, LimitSpec spec, CancellationToken cancel = default)
    {
        await WriteSettingAsync(SettingDocuments.NameOf(name), SettingDocuments.BodyOf(spec.Checked(name)), cancel);
        await WakeWaitingAsync(name, cancel);
    }

    /// <inheritdoc/>
    public async Task RemoveLimitAsync(LimitName name, CancellationToken cancel = default)
    {
        if (!await WriteSettingAsync(SettingDocuments.NameOf(name), null, cancel))
        {
            throw NoLimit(name);
        }

        await WakeWaitingAsync(name, cancel);
    }

    /// <inheritdoc/>
    public async Task<LimitView> GetLimitAsync(LimitName name, CancellationToken cancel = default) =>
        (await ListLimitsAsync(cancel)).FirstOrDefault(l => l.Name == name) ?? throw NoLimit(name);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LimitView>> ListLimitsAsync(CancellationToken cancel = default)
    {
        LimitSettings settings = await ReadSettingsAsync(cancel);
        SortedDictionary<string, LimitView> limits = new(StringComparer.Ordinal);
        foreach (LimitName name in settings.Limits.Select(LimitName.Parse))
        {
            limits[name.Text] = new LimitView { Name = name, Set = settings.Find(name) };
        }

        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            StoreTime now = await Store.ReadTimeAsync(partition, cancel);
            string after = "";
            while (await Store.ReadLimitsAsync(partition, after, LimitPage, cancel) is { Count: > 0 } page)
            {
                foreach (LimitState state in page)
                {
                    LimitName name = LimitName.Parse(state.Limit);
                    limits[state.Limit] = new LimitView
                    {
                        Name = name,
                        Set = settings.Find(name),
                        Holders = state.Holders,
                        Waiting = state.Waiting,
                        Next = state.Next > now ? state.Next.ToDateTimeOffset() : null,
                    };
                }

                after = page[^1].Limit;
            }
        }

        return [.. limits.Values];
    }

    private async Task<LimitSettings> ReadSettingsAsync(CancellationToken cancel) => new(await Store.ListDocumentsAsync(StoreLimits.SettingKind, cancel));

    /// <summary>Writes a setting, or removes it (null); false when there was nothing to remove.</summary>
    private async Task<bool> WriteSettingAsync(string name, byte[]? body, CancellationToken cancel)
    {
        while (true)
        {
            Document? known = await Store.ReadDocumentAsync(StoreLimits.SettingKind, name, cancel);
            if (known is null && body is null)
            {
                return false;
            }

            if (await Store.WriteDocumentAsync(StoreLimits.SettingKind, name, known?.Revision ?? 0, body, cancel))
            {
                return true;
            }
        }
    }

    /// <summary>Those who wait ask again under what is set now, the first ones at once.</summary>
    private async Task WakeWaitingAsync(LimitName name, CancellationToken cancel)
    {
        int home = _permits.PartitionOf(name);
        LimitPermits permits = await Store.ReadPermitsAsync(home, name.Text, WakeAtOnce, cancel);
        await _permits.WakeAsync(name, permits.Waiters.Select(w => w.Holder), await Store.ReadTimeAsync(home, cancel), cancel);
    }

    private async Task ReleaseAsync(ItemHeader ended, CancellationToken cancel) => await _permits.ReleaseAsync(ended, await ReadSettingsAsync(cancel), cancel);

    private async Task TryReleaseAsync(ItemHeader ended, CancellationToken cancel)
    {
        try
        {
            await ReleaseAsync(ended, cancel);
        }
        catch (StoreUnavailableException)
        {
            // The run has ended, as was asked. It stands in an index of those whose limits are to be told: a worker does it.
        }
    }

    private static TickException NoLimit(LimitName name) =>
        new(TickErrorId.LimitNotFound, TickErrorKind.NotFound, $"There is no limit '{name}'. Write 'key:' or 'step:' before the name of a key or step.") { Target = name.Text };
}
