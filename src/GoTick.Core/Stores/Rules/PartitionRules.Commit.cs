using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

internal sealed partial class PartitionRules
{
    /// <summary>Applies a batch. Everything is read and checked before the first write.</summary>
    public CommitReply Commit(Batch batch)
    {
        ItemRow? row = _tables.Find(batch.Item);
        CommitResult result = Check(batch, row);
        if (result == CommitResult.Ok)
        {
            _leaver = batch.Guard is Guard.Held ? batch.Item : null;
            row = Apply(batch, row);
        }

        return row is null
            ? new CommitReply(result, 0, 0, Place.Ended, Now)
            : new CommitReply(result, row.Length, row.Inbox, row.Place, Now);
    }

    private CommitResult Check(Batch batch, ItemRow? row)
    {
        if (batch.Guard is not Guard.Held)
        {
            batch.FindReplace(); // which refuses it
        }

        if (batch.Expected is { } expected && !expected.Is(_tables.ReadDocument(expected.Kind, expected.Document.Name)))
        {
            return CommitResult.DocumentChanged;
        }

        CommitResult guard = batch.Guard switch
        {
            Guard.Absent absent => row is null ? CommitResult.Ok : row.Nonce == absent.Nonce ? CommitResult.Already : CommitResult.Exists,
            _ when row is null => CommitResult.Gone,
            Guard.Made made => CheckMade(made, row, batch.Events.Count),
            Guard.Held held => batch.FindReplace() is { } replace ? CheckReplace(held, row, batch.Events.Count, replace) : CheckHeld(held, row, batch.Events.Count),
            Guard.In places => places.Places.Contains(row.Place) && (places.Nonce is null || places.Nonce == row.Nonce) ? CheckInbox(batch, row) : CommitResult.Stale,
            _ => throw new InvalidOperationException($"Unknown guard {batch.Guard}."),
        };
        if (guard != CommitResult.Ok)
        {
            return guard;
        }

        if (MissesBlob(batch.Verbs))
        {
            return CommitResult.BlobMissing;
        }

        CheckInputs(batch);
        return CommitResult.Ok;
    }

    private bool MissesBlob(IReadOnlyList<Verb> verbs) => verbs.Any(v => v switch
    {
        Verb.BlobHold hold => _tables.FindBlob(hold.Hash) is null,
        Verb.Child child => MissesBlob(child.Start.Verbs),
        _ => false,
    });

    private static CommitResult CheckMade(Guard.Made made, ItemRow row, int events)
    {
        if (row.Nonce != made.Nonce)
        {
            return CommitResult.Stale;
        }

        return row.Length == made.Length ? CommitResult.Ok
            : row.Length >= made.Length + events ? CommitResult.Already
            : CommitResult.Stale;
    }

    private static CommitResult CheckHeld(Guard.Held held, ItemRow row, int events)
    {
        if (row.Lease != held.Lease)
        {
            return CommitResult.Stale;
        }

        bool wasReleased = row.Place != Place.Leased;
        if (row.Length == held.Length + events && (events > 0 || wasReleased))
        {
            return CommitResult.Already;
        }

        return wasReleased || row.Length != held.Length ? CommitResult.Stale : CommitResult.Ok;
    }

    private static CommitResult CheckReplace(Guard.Held held, ItemRow row, int events, Verb.Replace replace)
    {
        if (row.Lease != held.Lease)
        {
            return CommitResult.Stale;
        }

        // Lengths of two journals cannot be told apart, epochs can.
        bool wasReleased = row.Place != Place.Leased;
        return row.Epoch == replace.Epoch
            ? wasReleased && row.Length == events ? CommitResult.Already : CommitResult.Stale
            : row.Epoch != replace.Epoch - 1 || wasReleased || row.Length != held.Length ? CommitResult.Stale : CommitResult.Ok;
    }

    /// <summary>
    /// Of those who do not hold the item: a batch that posts to it stands for its messages. If all of them are there, it was applied before; if they do not
    /// fit, it is refused. (What holders, gates and children post always fits: nobody else wakes who waits for it.)
    /// </summary>
    private CommitResult CheckInbox(Batch batch, ItemRow row)
    {
        int posted = 0;
        int missing = 0;
        foreach (Verb.Post post in batch.Verbs.OfType<Verb.Post>().Where(p => p.Target == row.Id))
        {
            posted++;
            missing += _tables.HasMessage(row, post.MessageId) ? 0 : 1;
        }

        return posted == 0 || row.Place == Place.Ended ? CommitResult.Ok
            : missing == 0 ? CommitResult.Already
            : _tables.CountMessages(row) + missing > StoreLimits.InboxMessages ? CommitResult.Full
            : CommitResult.Ok;
    }

    /// <summary>Returns the row as it stands afterwards; null when the batch deleted it.</summary>
    private ItemRow? Apply(Batch batch, ItemRow? row)
    {
        if (row is null)
        {
            // Waiting is where an item is until a verb says otherwise; its hints are empty.
            row = new ItemRow { Id = batch.Item, Place = Place.Waiting, Created = Tick(), Nonce = ((Guard.Absent)batch.Guard).Nonce };
            _tables.Insert(row);
        }

        if (batch.FindReplace() is { } replace)
        {
            _tables.DropEvents(row);
            (row.Epoch, row.Length, row.Bytes) = (replace.Epoch, 0, 0);
            row.Fields.Remove(ItemDeaths.Field); // which counts by the length
        }

        Append(row, batch.Events);
        foreach ((string name, string? value) in batch.Fields)
        {
            if (value is null)
            {
                row.Fields.Remove(name);
            }
            else
            {
                row.Fields[name] = value;
            }
        }

        _tables.Save(row);
        bool isDeleted = false;
        foreach (Verb verb in batch.Verbs)
        {
            isDeleted |= Apply(verb, row);
        }

        return isDeleted ? null : row;
    }

    private void Append(ItemRow row, IReadOnlyList<byte[]> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        _tables.AppendEvents(row, events);
        row.Length += events.Count;
        row.Bytes += events.Sum(e => (long)e.Length);
    }

    /// <summary>Returns true when the verb deleted the row.</summary>
    private bool Apply(Verb verb, ItemRow row)
    {
        switch (verb)
        {
            case Verb.Route v:
                (row.Queue, row.Priority, row.Line) = (v.Queue, v.Priority, v.Line);
                _tables.Save(row);
                return false;
            case Verb.Ready v:
                ToReady(row, v.Band);
                return false;
            case Verb.Sleep v when row.Inbox > v.SeenInbox:
                ToReady(row, v.Band);
                return false;
            case Verb.Sleep v:
                ToWaiting(row, v.WakeAt, v.Band);
                return false;
            case Verb.Post v:
                Post(v.Target, v.MessageId, v.Message);
                return false;
            case Verb.Take v:
                _tables.RemoveMessages(row, v.MessageIds);
                return false;
            case Verb.End v:
                ToEnded(row, v.Retain);
                return false;
            case Verb.Park v when row.Inbox > v.SeenInbox:
                ToReady(row, Band.Control);
                return false;
            case Verb.Park v:
                ToParked(row, v.WakeAt);
                return false;
            case Verb.Replace: // done before the events were appended
                return false;
            case Verb.Child v when _tables.Find(v.Start.Item) is null:
                Apply(v.Start, null);
                return false;
            case Verb.Child:
                return false;
            case Verb.GateFill v:
                FillGate(row, v);
                return false;
            case Verb.GateOpen v:
                OpenGate(row, v.Spec);
                return false;
            case Verb.GateEnd v:
                EndBranch(row, v);
                return true;
            case Verb.GatePause v:
                PauseGate(v);
                return false;
            case Verb.GateClose v:
                CloseGate(row, v.Gate);
                return false;
            case Verb.List v:
                _tables.SetIndex(v.IndexName, row, v.IsMember);
                return false;
            case Verb.Log v:
                _tables.AppendLog(v.Run, v.Records);
                return false;
            case Verb.BlobHold v:
                _tables.SetBlobHolders(v.Hash, _tables.FindBlob(v.Hash)!.Value + 1);
                return false;
            case Verb.BlobRelease v:
                ReleaseBlob(v.Hash);
                return false;
            case Verb.Remove:
                _tables.DeleteLog(row.Id);
                Delete(row);
                return true;
            default:
                throw new InvalidOperationException($"Unknown verb {verb}.");
        }
    }

    private void ReleaseBlob(string hash)
    {
        if (_tables.FindBlob(hash) is > 0 and var holders)
        {
            _tables.SetBlobHolders(hash, holders - 1);
        }
    }
}
