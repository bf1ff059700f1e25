using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// The limits and pauses that people have set, as a worker knows them. Claims tell how often they were changed; they are read again when that number is another,
/// at once for a run that wants to begin. So a store without any costs no call.
/// </summary>
internal sealed class SettingsCache(IFlowStore store, WorkerContext context)
{
    private volatile Reading? _known;
    private Task _refresh = Task.CompletedTask;
    private long _heard;

    /// <summary>As they were read last.</summary>
    public LimitSettings Known => _known?.Settings ?? LimitSettings.None;

    /// <summary>Before the first claim: nothing is taken from a queue that is paused.</summary>
    public async ValueTask EnsureAsync()
    {
        if (_known is not null)
        {
            return;
        }

        // Where there are none, no claim will tell another number than zero.
        var settings = new LimitSettings(await store.ListDocumentsAsync(StoreLimits.SettingKind));
        _known = new Reading(settings, settings.IsEmpty ? 0 : -1);
    }

    /// <summary>A claim has told the number of changes; does not wait.</summary>
    public void Heard(long number)
    {
        Volatile.Write(ref _heard, number);
        if (_known?.Number != number && _refresh.IsCompleted)
        {
            _refresh = RefreshAsync(number);
        }
    }

    /// <summary>As they are by the claim that brought the item, or later. Through store outages.</summary>
    public LimitSettings For(HeldItem item)
    {
        long number = Volatile.Read(ref _heard);
        if (_known is not { } known || known.Number != number)
        {
            _known = known = new Reading(new LimitSettings(item.Read((s, cancel) => s.ListDocumentsAsync(StoreLimits.SettingKind, cancel))), number);
        }

        return known.Settings;
    }

    private async Task RefreshAsync(long number)
    {
        try
        {
            _known = new Reading(new LimitSettings(await store.ListDocumentsAsync(StoreLimits.SettingKind)), number);
        }
        catch (Exception e)
        {
            context.CallFailed("Limits and pauses could not be read", e); // the next claim tells again
        }
    }

    private sealed record Reading(LimitSettings Settings, long Number);
}
