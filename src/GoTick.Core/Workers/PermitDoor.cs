using System.Collections.Concurrent;
using GoTick.Core.Decisions;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Where a worker's runs and steps ask for permits, and where they give them back.</summary>
internal sealed class PermitDoor(IFlowStore store, WorkerContext context, TimeSpan parkUpTo)
{
    private readonly ConcurrentQueue<(LimitName Limit, PermitLeave Leave)> _late = new();

    public SettingsCache Settings { get; } = new(store, context);

    public Permits Permits { get; } = new(store);

    /// <summary>Asks, through store outages. A wait that is short is spent in the slot.</summary>
    public PermitReply Ask(HeldItem item, LimitName limit, LimitSpec spec, string tag)
    {
        while (true)
        {
            PermitReply reply = item.Read((_, cancel) => Permits.AskAsync(limit, spec, item.Header, tag, cancel));
            if (reply.IsGranted || reply.RetryAt is null || LimitDecisions.AskAgainIn(reply) > parkUpTo)
            {
                return reply;
            }

            SlotWait.Until(item.Clock, item.Clock.Latest.Plus(LimitDecisions.AskAgainIn(reply)));
        }
    }

    /// <summary>A step gives its permit back. What fails is done later.</summary>
    public async Task LeaveAsync(LimitName limit, PermitLeave leave)
    {
        try
        {
            await Permits.LeaveAsync(limit, Settings.Known.Find(limit), [leave], CancellationToken.None);
        }
        catch (Exception e)
        {
            // The step is recorded, or left: it must not fail for this.
            _late.Enqueue((limit, leave));
            context.CallFailed("The permit of a step could not be given back", e);
        }
    }

    /// <summary>Tells what could not be told at its time.</summary>
    public async Task LeaveLateAsync(CancellationToken cancel)
    {
        while (_late.TryPeek(out (LimitName Limit, PermitLeave Leave) late))
        {
            await Permits.LeaveAsync(late.Limit, Settings.Known.Find(late.Limit), [late.Leave], cancel);
            _late.TryDequeue(out _);
        }
    }

    /// <summary>A run that has ended here gives its permits back. What fails is done by the keeper.</summary>
    public async Task ReleaseAsync(HeldItem item)
    {
        if (!item.HasEnded || !item.Header.Fields.ContainsKey(HeaderFields.Limits))
        {
            return;
        }

        try
        {
            await Permits.ReleaseAsync(item.Header, Settings.Known, CancellationToken.None);
        }
        catch (Exception e)
        {
            context.CallFailed("The permits of a run could not be given back", e);
        }
    }
}
