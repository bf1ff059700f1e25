using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>A batch as the flat arguments of <c>commit.lua</c>, whose contract says what stands where.</summary>
internal static class BatchArguments
{
    public static RedisValue[] Of(Batch batch, RedisValue prefix)
    {
        ScriptArguments to = ScriptArguments.Begin(prefix);
        to.Add(batch.Item.Text);
        AddGuard(to, batch.Guard);
        AddHeldBlobs(to, batch.Verbs);
        AddBytes(to, batch.Events);
        to.Add(batch.Fields.Count);
        for (int i = 0; i < batch.Fields.Count; i++)
        {
            (string name, string? value) = batch.Fields[i];
            to.Add("." + name);
            to.Add(value is null ? 0 : 1);
            if (value is not null)
            {
                to.Add(value);
            }
        }

        to.Add(batch.Verbs.Count);
        for (int i = 0; i < batch.Verbs.Count; i++)
        {
            AddVerb(to, batch.Verbs[i]);
        }

        return to.End();
    }

    private static void AddGuard(ScriptArguments to, Guard guard)
    {
        switch (guard)
        {
            case Guard.Absent absent:
                Add(to, "a", absent.Nonce, "", "");
                break;
            case Guard.Held held:
                Add(to, "h", held.Lease.Token, held.Lease.Owner.Text ?? "", held.Length);
                break;
            case Guard.Made made:
                Add(to, "m", made.Nonce, made.Length, "");
                break;
            case Guard.In places:
                Add(to, "p", string.Concat(places.Places.Select(p => (int)p)), "", "");
                break;
            default:
                throw new InvalidOperationException($"Unknown guard {guard}.");
        }
    }

    private static void AddHeldBlobs(ScriptArguments to, IReadOnlyList<Verb> verbs)
    {
        int count = 0;
        for (int i = 0; i < verbs.Count; i++)
        {
            count += verbs[i] is Verb.BlobHold ? 1 : 0;
        }

        to.Add(count);
        for (int i = 0; i < verbs.Count && count > 0; i++)
        {
            if (verbs[i] is Verb.BlobHold hold)
            {
                to.Add(hold.Hash);
            }
        }
    }

    private static void AddBytes(ScriptArguments to, IReadOnlyList<byte[]> list)
    {
        to.Add(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            to.Add(list[i]);
        }
    }

    private static void AddVerb(ScriptArguments to, Verb verb)
    {
        switch (verb)
        {
            case Verb.Route v:
                Add(to, "R", v.Queue, v.Priority, v.Line);
                break;
            case Verb.Ready v:
                Add(to, "Y", (int)v.Band);
                break;
            case Verb.Sleep v:
                Add(to, "S", v.SeenInbox, v.WakeAt?.Micros ?? RedisValue.EmptyString, (int)v.Band);
                break;
            case Verb.Post v:
                Add(to, "P", v.Target.Text, v.MessageId, v.Message);
                break;
            case Verb.Take v:
                Add(to, "T", v.MessageIds.Count);
                foreach (string id in v.MessageIds)
                {
                    to.Add(id);
                }

                break;
            case Verb.End v:
                Add(to, "E", Micros(v.Retain));
                break;
            case Verb.Park:
                to.Add("K");
                break;
            case Verb.List v:
                Add(to, "X", v.IndexName, v.IsMember ? 1 : 0);
                break;
            case Verb.Log v:
                Add(to, "L", v.Run.Text);
                AddBytes(to, v.Records);
                break;
            case Verb.BlobHold v:
                Add(to, "H", v.Hash);
                break;
            case Verb.BlobRelease v:
                Add(to, "U", v.Hash);
                break;
            case Verb.Remove:
                to.Add("M");
                break;
            default:
                AddGateVerb(to, verb);
                break;
        }
    }

    private static void AddGateVerb(ScriptArguments to, Verb verb)
    {
        switch (verb)
        {
            case Verb.GateFill v:
                Add(to, "F", v.Gate, v.From);
                AddBytes(to, v.Inputs);
                break;
            case Verb.GateOpen v:
                AddSpec(to, v.Spec);
                break;
            case Verb.GateEnd v:
                Add(to, "D", v.Gate, v.Branch, v.Failed ? 1 : 0);
                to.Add(v.Outcome);
                break;
            case Verb.GateClose v:
                Add(to, "C", v.Gate);
                break;
            default:
                throw new InvalidOperationException($"Unknown verb {verb}.");
        }
    }

    private static void AddSpec(ScriptArguments to, GateSpec spec)
    {
        Add(to, "O", spec.Gate, spec.Total, spec.Limit);
        Add(to, spec.Need, spec.StopsOnFailure ? 1 : 0, spec.Queue, spec.Priority);
        Add(to, spec.Line, spec.Shared, spec.DoneMessage, spec.Fields.Count * 2);
        foreach ((string name, string value) in spec.Fields)
        {
            Add(to, "." + name, value);
        }
    }

    /// <summary>In whole microseconds, rounded up as <see cref="StoreTime.Plus"/> does.</summary>
    public static long Micros(TimeSpan span) => default(StoreTime).Plus(span).Micros;

    private static void Add(ScriptArguments to, RedisValue first, RedisValue second)
    {
        to.Add(first);
        to.Add(second);
    }

    private static void Add(ScriptArguments to, RedisValue first, RedisValue second, RedisValue third)
    {
        Add(to, first, second);
        to.Add(third);
    }

    private static void Add(ScriptArguments to, RedisValue first, RedisValue second, RedisValue third, RedisValue fourth)
    {
        Add(to, first, second);
        Add(to, third, fourth);
    }
}
