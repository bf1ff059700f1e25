using GoTick.Core.Decisions;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Lets a run begin once all of its limits do; until then it waits, without a slot.</summary>
internal sealed class Admission(HeldItem item, IReadOnlyList<byte[]> firstEvents, PermitDoor door)
{
    /// <summary>True when the run may begin, or has begun; else it was given back.</summary>
    public bool IsAdmitted()
    {
        ItemHeader header = item.Header;
        if (header.BranchOf is not null || header.Fields.ContainsKey(HeaderFields.Ending))
        {
            return true;
        }

        bool hasWaited = LimitDecisions.IsBeforeBegin(header);
        IReadOnlyList<(LimitName Name, LimitSpec Spec)> limits = LimitDecisions.OfRun(header, door.Settings.For(item));
        if (!hasWaited && (limits.Count == 0 || LimitDecisions.HasBegun(header, firstEvents)))
        {
            return true;
        }

        if (LimitDecisions.Ask(header, limits.Select(l => l.Name)) is { } asked)
        {
            Commit(asked);
        }

        string[] messages = [.. item.FindMessages(LimitDecisions.IsWord).Select(m => m.Id)];
        foreach ((LimitName name, LimitSpec spec) in limits)
        {
            PermitReply reply = door.Ask(item, name, spec, tag: "");
            if (!reply.IsGranted)
            {
                Commit(LimitDecisions.Wait(name, reply, messages, item.SeenInbox, item.Clock.Latest));
                return false;
            }
        }

        if (hasWaited)
        {
            Commit(LimitDecisions.Begin(messages, item.Clock.Latest));
        }

        return true;
    }

    private void Commit(Decision decision)
    {
        item.Commit(() => decision);
        item.Note(decision.Fields);
    }
}
