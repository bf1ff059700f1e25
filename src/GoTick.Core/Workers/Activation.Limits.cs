using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private LimitName? _permit;

    /// <summary>Gives the permit of a step back that was recorded, or was left without being recorded.</summary>
    internal async Task LeaveLimitAsync()
    {
        if (_permit is { } limit)
        {
            _permit = null;
            await _services.Door.LeaveAsync(limit, new PermitLeave(PermitHolderName.Of(_item.Header).Text, LimitDecisions.TagOf(_item.Header.Lease)));
        }
    }

    /// <summary>True when the step may begin; else the item waits for its permit.</summary>
    private bool IsAdmitted(StepKey key)
    {
        LimitSettings settings = _services.Door.Settings.For(_item);
        bool hasWaited = LimitDecisions.WaitsForLimit(_item.Header);
        if (!settings.HasSteps && !hasWaited)
        {
            return true;
        }

        string[] messages = hasWaited ? [.. _item.FindMessages(LimitDecisions.IsWord).Select(m => m.Id)] : [];
        LimitName limit = LimitName.Of(LimitKind.Step, key.Name);
        if (settings.Find(limit) is { } spec)
        {
            PermitReply reply = _services.Door.Ask(_item, limit, spec, LimitDecisions.TagOf(_item.Header.Lease));
            if (!reply.IsGranted)
            {
                Commit(LimitDecisions.Wait(limit, reply, messages, _item.SeenInbox, _item.Clock.Latest));
                return false;
            }

            _permit = limit;
        }

        if (hasWaited)
        {
            Decision begin = LimitDecisions.BeginStep(messages);
            Commit(begin);
            _item.Note(begin.Fields);
        }

        return true;
    }
}
