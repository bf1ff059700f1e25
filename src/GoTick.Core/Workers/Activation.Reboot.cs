using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    /// <inheritdoc/>
    public bool Reboot(string name, TimeSpan timeout, SourcePosition where)
    {
        StepKey key = _journal.Reserve(StepKey.CheckName(name), StepKind.Reboot, where);
        if (Branch is not null)
        {
            throw new TickException(
                TickErrorId.RebootInBranch,
                TickErrorKind.InvalidInput,
                $"'{name}' at {where} cannot reboot from a branch: the run's other branches may be at work on the same machine. Reboot in flow scope, before or behind the wait.")
            { Target = name };
        }

        RebootStarted? started = null;
        RebootAsked? asked = null;
        while (true)
        {
            switch (_journal.NextOf(key, StepKind.Reboot, where))
            {
                case RebootStarted begun:
                    started = begun;
                    continue;
                case RebootAsked told:
                    asked = told;
                    continue;
                case StepCompleted:
                    return true;
                case StepFailed failed:
                    throw RebootFailed(failed.Error);
                case null:
                    return Reboot(key, started ?? Begin(key, timeout), asked);
                case var odd:
                    throw new InvalidOperationException($"Unexpected event {odd} of step '{key}'.");
            }
        }
    }

    private static TickException RebootFailed(FailureDetails error) => new(error.ErrorId, TickErrorKind.InvalidState, error.Message) { Target = error.Target };

    private RebootStarted Begin(StepKey key, TimeSpan timeout)
    {
        StoreTime now = _item.Clock.Latest;
        MachineReboot machine = _services.Machine;
        var started = new RebootStarted { At = now, Key = key, Machine = machine.Machine, Boot = machine.ReadBoot(), Timeout = timeout };
        Commit(RebootDecisions.Begin(_item.Header, started, _services.ServesMachine));
        return started;
    }

    /// <summary>True when it is over; false: the lease was given back, unwind.</summary>
    private bool Reboot(StepKey key, RebootStarted started, RebootAsked? asked)
    {
        MachineReboot machine = _services.Machine;
        // A run that was moved by hand to another machine's worker is judged by that machine's name: it waits for its own.
        if (machine.Machine == started.Machine && machine.ReadBoot() != started.Boot)
        {
            StoreTime now = _item.Clock.Latest;
            Commit(RebootDecisions.End(
                _item.Header,
                Start.Queue,
                new StepCompleted { At = now, Key = key, Kind = StepKind.Reboot, Attempt = 1, Took = now.Since(started.At), Value = Payload.None }));
            return true;
        }

        if (asked?.Due <= _item.Clock.Earliest)
        {
            throw Failed(key, RebootDecisions.TimedOut(started.Machine, asked));
        }

        if (asked is not null || machine.Machine != started.Machine)
        {
            Commit(RebootDecisions.Wait(_item.SeenInbox, _item.Clock.Latest));
            return false;
        }

        try
        {
            machine.Tell(CancellationToken.None);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RebootFailed)
        {
            throw Failed(key, new FailureDetails { ErrorId = e.ErrorId, Message = e.Message, Type = e.GetType().FullName, Target = started.Machine });
        }

        Commit(RebootDecisions.Asked(started, _item.SeenInbox, _item.Clock.Latest));
        return false;
    }

    private TickException Failed(StepKey key, FailureDetails error)
    {
        Commit(RebootDecisions.End(_item.Header, Start.Queue, new StepFailed { At = _item.Clock.Latest, Key = key, Kind = StepKind.Reboot, Error = error }));
        return RebootFailed(error);
    }
}
