using GoTick.Core.Flows;

namespace GoTick.Core.Stores.Rules;

internal sealed partial class PartitionRules
{
    private static readonly Band[] AllBands = [Band.Control, Band.Started, Band.Branches, Band.New];
    private static readonly Band[] ControlOnly = [Band.Control];

    /// <summary>Sweeps, renews the presence, and leases ready items.</summary>
    public ClaimReply Claim(ClaimRequest request)
    {
        List<ClaimedItem>? again = ClaimedBefore(request);
        if (again is not null)
        {
            return new ClaimReply(Now, again, _tables.NextWake()) { Mail = TakeMail(request.Worker, isRepeat: true), Settings = _tables.Settings };
        }

        Sweep(request.LeaseFor);
        _tables.SetPresence(request.Worker, request.Presence, Now.Plus(request.PresenceFor));
        (int max, Band[] bands) = request.Max > 0 ? (request.Max, AllBands) : (StoreLimits.ControlAtOnce, ControlOnly);
        List<ClaimedItem> items = [];
        while (items.Count < max && Pop(request, bands) is { } row)
        {
            ToLeased(row, request.Worker, request.LeaseFor);
            items.Add(Claimed(row));
        }

        _tables.SetLastClaim(request.Worker, request.Sequence, [.. items.Select(i => (i.Header.Id, i.Header.Lease.Token))]);
        return new ClaimReply(Now, items, _tables.NextWake()) { Mail = TakeMail(request.Worker, isRepeat: false), Settings = _tables.Settings };
    }

    /// <summary>Leases one item, whatever line it is in; a living lease only by force.</summary>
    public ItemClaimReply ClaimItem(ItemClaimRequest request)
    {
        ItemRow? row = _tables.Find(request.Item);
        if (row is null || row.Place == Place.Ended || (row.Place == Place.Leased && row.LeaseUntil > Now && !request.Force))
        {
            return new ItemClaimReply(Now, row?.Place, null);
        }

        Place before = row.Place;
        _leaver = row.Lease.Owner == request.Worker ? row.Id : null;
        Leave(row);
        ToLeased(row, request.Worker, request.LeaseFor);
        return new ItemClaimReply(Now, before, Claimed(row));
    }

    /// <summary>Renews the leases that are still the worker's.</summary>
    public RenewReply Renew(RenewRequest request)
    {
        var leases = new List<RenewedLease>(request.Leases.Count);
        foreach ((ItemId item, long token) in request.Leases)
        {
            ItemRow? row = _tables.Find(item);
            bool isHeld = row is { Place: Place.Leased } && row.Lease == new Lease(token, request.Worker);
            if (isHeld)
            {
                row!.LeaseUntil = Now.Plus(request.LeaseFor);
                _tables.Save(row);
            }

            leases.Add(new RenewedLease(isHeld, isHeld ? row!.Inbox : 0));
        }

        return new RenewReply(Now, leases);
    }

    /// <summary>What a dead worker held is ready at once.</summary>
    public int DeclareDead(WorkerId worker)
    {
        IReadOnlyList<ItemRow> held = _tables.Leased(worker);
        foreach (ItemRow row in held.OrderBy(r => r.Id.Text, StringComparer.Ordinal))
        {
            TakeAway(row, hasOwnerDied: true);
        }

        _tables.RemoveWorker(worker);
        return held.Count;
    }

    private void Sweep(TimeSpan leaseFor)
    {
        // Where nobody looked for half a lease (the machine slept, the store was down), the living had no chance to renew: they get one more period.
        if (_tables.LastSweep.Micros > 0 && Now.Since(_tables.LastSweep) > leaseFor / 2)
        {
            StoreTime extended = Now.Plus(leaseFor);
            _tables.ExtendPresences(extended);
            foreach (ItemRow row in _tables.Leased(null))
            {
                if (row.LeaseUntil < extended)
                {
                    row.LeaseUntil = extended;
                    _tables.Save(row);
                }
            }
        }

        _tables.LastSweep = Now;
        foreach (ItemRow row in _tables.Due(Now, StoreLimits.SweepAtOnce))
        {
            ToReady(row, row.Place == Place.Parked ? Band.Control : row.Band);
        }

        foreach (ItemRow row in _tables.Expired(Now, StoreLimits.SweepAtOnce))
        {
            TakeAway(row, IsSilent(row.Lease.Owner, leaseFor));
        }

        _tables.RemoveWorkersBefore(Now);
    }

    /// <summary>
    /// True when a worker has not claimed for half a lease. Its presence may outlast its lease by the time between a renewal and a claim, so that "no longer
    /// present" would come too late.
    /// </summary>
    private bool IsSilent(WorkerId owner, TimeSpan leaseFor) => _tables.PresentUntil(owner) is not { } until || until.Since(Now) <= leaseFor / 2;

    private void TakeAway(ItemRow row, bool hasOwnerDied)
    {
        if (hasOwnerDied)
        {
            row.Fields[ItemDeaths.Field] = ItemDeaths.OneMore(row.Fields, row.Length);
        }

        _leaver = row.Id;
        row.Lease = row.Lease with { Token = 0 };
        // What needs no slot must not wait for one because its worker has died: a schedule, the end of a run.
        ToReady(row, row.Band == Band.Control ? Band.Control : Band.Started);
    }

    private ItemRow? Pop(ClaimRequest request, Band[] bands)
    {
        int count = request.Queues.Count;
        foreach (Band band in bands)
        {
            for (int i = 0; i < count; i++)
            {
                string queue = request.Queues[(int)((i + request.Sequence) % count)];
                if (band != Band.Control && request.Paused.Contains(queue))
                {
                    continue;
                }

                while (_tables.PopReady(queue, band, Tick) is { } entry)
                {
                    // A ready entry is a hint: the header is the truth.
                    if (_tables.Find(entry.Item) is { Place: Place.Ready } row)
                    {
                        return row;
                    }
                }
            }
        }

        return null;
    }

    private List<ClaimedItem>? ClaimedBefore(ClaimRequest request)
    {
        if (_tables.LastClaim(request.Worker) is not { } last || last.Sequence != request.Sequence)
        {
            return null;
        }

        List<ClaimedItem> items = [];
        foreach ((ItemId item, long token) in last.Items)
        {
            if (_tables.Find(item) is { Place: Place.Leased } row && row.Lease == new Lease(token, request.Worker))
            {
                items.Add(Claimed(row));
            }
        }

        return items;
    }

    private ClaimedItem Claimed(ItemRow row)
    {
        IReadOnlyList<byte[]> events = _tables.ReadEvents(row.Id, 0, StoreLimits.ClaimEvents);
        long bytes = 0;
        int fit = events.TakeWhile((e, i) => (bytes += e.Length) <= StoreLimits.ClaimBytes || i == 0).Count();
        return new ClaimedItem(row.ToHeader(), [.. events.Take(fit)], _tables.ReadMessages(row.Id, StoreLimits.ClaimEvents));
    }
}
