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
        AddGuard(to, batch);
        AddHeldBlobs(to, batch.Verbs);
        AddExpected(to, batch.Expected);
        if (batch.Guard is Guard.In)
        {
            AddOwnPosts(to, batch);
        }

        AddEffects(to, batch);
        return to.End();
    }

    private static void AddEffects(ScriptArguments to, Batch batch)
    {
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
    }

    private static void AddGuard(ScriptArguments to, Batch batch)
    {
        Verb.Replace? replace = batch.FindReplace();
        switch (batch.Guard)
        {
            case Guard.Absent absent:
                Add(to, "a", absent.Nonce, "", "");
                break;
            case Guard.Held held:
                Add(to, replace is null ? "h" : $"r{replace.Epoch}", held.Lease.Token, held.Lease.Owner.Text ?? "", held.Length);
                break;
            case Guard.Made made:
                Add(to, "m", made.Nonce, made.Length, "");
                break;
            case Guard.In places:
                Add(to, "p", string.Concat(places.Places.Select(p => (int)p)), places.Nonce is null ? "" : "n" + places.Nonce, "");
                break;
            default:
                throw new InvalidOperationException($"Unknown guard {batch.Guard}.");
        }
    }

    /// <summary>The ids of what somebody who does not hold the item posts to it.</summary>
    private static void AddOwnPosts(ScriptArguments to, Batch batch)
    {
        int count = to.Skip();
        foreach (Verb verb in batch.Verbs)
        {
            if (verb is Verb.Post post && post.Target == batch.Item)
            {
                to.Add(post.MessageId);
            }
        }

        to.Set(count, to.Count - count - 1);
    }

    /// <summary>Texts that the batch and the children it makes want to hold.</summary>
    private static void AddHeldBlobs(ScriptArguments to, IReadOnlyList<Verb> verbs)
    {
        int count = CountBlobs(verbs);
        to.Add(count);
        if (count > 0)
        {
            AddBlobs(to, verbs);
        }
    }

    private static int CountBlobs(IReadOnlyList<Verb> verbs)
    {
        int count = 0;
        for (int i = 0; i < verbs.Count; i++)
        {
            count += verbs[i] switch
            {
                Verb.BlobHold => 1,
                Verb.Child child => CountBlobs(child.Start.Verbs),
                _ => 0,
            };
        }

        return count;
    }

    private static void AddBlobs(ScriptArguments to, IReadOnlyList<Verb> verbs)
    {
        foreach (Verb verb in verbs)
        {
            if (verb is Verb.BlobHold hold)
            {
                to.Add(hold.Hash);
            }
            else if (verb is Verb.Child child)
            {
                AddBlobs(to, child.Start.Verbs);
            }
        }
    }

    private static void AddExpected(ScriptArguments to, ExpectedDocument? expected)
    {
        if (expected is null)
        {
            to.Add(0);
            return;
        }

        Document document = expected.Document;
        Add(to, 1, expected.Kind, document.Name, RedisStore.FromDocument(document));
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
                Add(to, "S", v.SeenInbox, Micros(v.WakeAt), (int)v.Band);
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
            case Verb.Park v:
                Add(to, "K", Micros(v.WakeAt), v.SeenInbox ?? RedisValue.EmptyString);
                break;
            case Verb.Replace:
                to.Add("G"); // the guard says it
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
            case Verb.Child v:
                AddChild(to, v.Start);
                break;
            default:
                AddGateVerb(to, verb);
                break;
        }
    }

    /// <summary>With the number of its arguments before them, so that the script can pass over it.</summary>
    private static void AddChild(ScriptArguments to, Batch start)
    {
        to.Add("N");
        int count = to.Skip();
        Add(to, start.Item.Text, ((Guard.Absent)start.Guard).Nonce);
        AddEffects(to, start);
        to.Set(count, to.Count - count - 1);
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
            case Verb.GatePause v:
                Add(to, "Z", v.Gate, v.IsPaused ? 1 : 0);
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

    private static RedisValue Micros(StoreTime? time) => time?.Micros ?? RedisValue.EmptyString;

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
