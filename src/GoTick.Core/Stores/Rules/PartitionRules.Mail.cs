using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

internal sealed partial class PartitionRules
{
    /// <summary>The item that its own holder gives back, or whose lease is over: nobody is told.</summary>
    private ItemId? _leaver;

    /// <summary>
    /// Notes for the worker what happened to its item behind its back. Mail is a hint: who is not present (a command that holds an item for a moment) gets
    /// none, and what is not worth telling any more is dropped when it is read. So nothing has to be paid for it when a lease is given back.
    /// </summary>
    private void Note(ItemRow row, MailKind kind)
    {
        WorkerId owner = row.Lease.Owner;
        if (_tables.PresentUntil(owner) is null)
        {
            return;
        }

        List<MailEntry> mail = [.. _tables.ReadMail(owner)];
        int at = mail.FindIndex(m => m.Item == row.Id);
        if (at < 0)
        {
            mail.Add(new MailEntry(row.Id, kind));
        }
        else
        {
            mail[at] = new MailEntry(row.Id, kind);
        }

        _tables.WriteMail(owner, mail);
        Effects.Mailed.Add(owner);
    }

    /// <summary>What the worker is told with its claim.</summary>
    private List<ItemId> TakeMail(WorkerId worker, bool isRepeat)
    {
        IReadOnlyList<MailEntry> mail = _tables.ReadMail(worker);
        List<MailEntry> kept = [];
        foreach (MailEntry entry in mail)
        {
            MailKind? kind = entry.Kind switch
            {
                MailKind.Message => HasNews(entry.Item, worker) ? MailKind.Message : null,
                MailKind.Told => isRepeat ? MailKind.Told : null,
                _ => MailKind.Told,
            };
            if (kind is { } known)
            {
                kept.Add(entry with { Kind = known });
            }
        }

        if (mail.Count > 0)
        {
            _tables.WriteMail(worker, kept);
        }

        return kept.ConvertAll(e => e.Item);
    }

    private bool HasNews(ItemId item, WorkerId worker) =>
        _tables.Find(item) is { Place: Place.Leased } row && row.Lease.Owner == worker && _tables.CountMessages(row) > 0;
}
