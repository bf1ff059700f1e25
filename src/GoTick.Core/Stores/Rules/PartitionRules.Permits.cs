namespace GoTick.Core.Stores.Rules;

internal sealed partial class PartitionRules
{
    /// <summary>Gives permits back, asks for one, names who may have one now.</summary>
    public PermitReply Permit(PermitRequest request)
    {
        LimitRow? found = _tables.FindLimit(request.Limit);
        LimitRow row = found ?? new LimitRow { Name = request.Limit };
        foreach (PermitLeave leave in request.Leave)
        {
            Leave(row, leave);
        }

        (bool isGranted, int position, StoreTime? retryAt) = request.Ask is { } ask ? Ask(row, request, ask) : default;
        int ready = Math.Min(request.Wake, Free(row, request));
        string[] wake = ready > 0 ? [.. _tables.FirstWaiters(row.Name, ready).Select(w => w.Holder)] : [];
        Settle(row, found is not null);
        return new PermitReply(Now, isGranted, position, retryAt, wake);
    }

    /// <summary>How many more may have a permit now.</summary>
    private int Free(LimitRow row, PermitRequest request)
    {
        int free = FreePlaces(row, request);
        return request.Every is null ? free : Math.Min(free, row.Next <= Now ? 1 : 0);
    }

    private static int FreePlaces(LimitRow row, PermitRequest request) =>
        request.Concurrency is { } most ? Math.Max(0, most - row.Holders) : int.MaxValue;

    private (bool IsGranted, int Position, StoreTime? RetryAt) Ask(LimitRow row, PermitRequest request, PermitAsk ask)
    {
        if (_tables.FindHolder(row.Name, ask.Holder) is { } holder)
        {
            if (holder.Tag == ask.Tag)
            {
                return (true, 0, null);
            }

            _tables.RemoveHolder(row.Name, ask.Holder);
            row.Holders--;
        }

        PermitWaiter? waiter = _tables.FindWaiter(row.Name, ask.Holder);
        int free = Free(row, request);
        if (waiter is null && row.Waiting == 0 && free > 0)
        {
            Grant(row, request, ask);
            return (true, 0, null);
        }

        waiter ??= Join(row, ask);
        int position = _tables.CountBefore(row.Name, waiter);
        if (position < free)
        {
            row.Turn = Math.Max(row.Turn, waiter.Turn);
            Leave(row, waiter);
            Grant(row, request, ask);
            return (true, 0, null);
        }

        // Counted from now where the rate has a permit to give: it belongs to those before this one.
        StoreTime? retryAt = request.Every is { } every && position < FreePlaces(row, request)
            ? new StoreTime(Math.Max(row.Next.Micros, Now.Micros) + (Micros(every) * position))
            : null;
        return (false, position, retryAt);
    }

    private void Grant(LimitRow row, PermitRequest request, PermitAsk ask)
    {
        _tables.PutHolder(row.Name, new PermitHolder(ask.Holder, ask.Tag, Now));
        row.Holders++;
        if (request.Every is { } every)
        {
            row.Next = new StoreTime(Now.Micros + Micros(every));
        }
    }

    /// <summary>Lines take turns: the second of a line waits for the second turn, however many came meanwhile in another.</summary>
    private PermitWaiter Join(LimitRow row, PermitAsk ask)
    {
        (long last, int count) = _tables.FindTurns(row.Name, ask.Priority, ask.Line);
        var waiter = new PermitWaiter(ask.Holder, ask.Line, ask.Priority, Math.Max(row.Turn, last) + 1, Tick());
        _tables.AddWaiter(row.Name, waiter);
        _tables.SaveTurns(row.Name, ask.Priority, ask.Line, waiter.Turn, count + 1);
        row.Waiting++;
        return waiter;
    }

    private void Leave(LimitRow row, PermitLeave leave)
    {
        if (_tables.FindHolder(row.Name, leave.Holder) is { } holder && (leave.Tag is null || leave.Tag == holder.Tag))
        {
            _tables.RemoveHolder(row.Name, leave.Holder);
            row.Holders--;
        }

        if (leave.Tag is null && _tables.FindWaiter(row.Name, leave.Holder) is { } waiter)
        {
            Leave(row, waiter);
        }
    }

    private void Leave(LimitRow row, PermitWaiter waiter)
    {
        _tables.RemoveWaiter(row.Name, waiter);
        (long last, int count) = _tables.FindTurns(row.Name, waiter.Priority, waiter.Line);
        _tables.SaveTurns(row.Name, waiter.Priority, waiter.Line, last, count - 1);
        row.Waiting--;
        row.Turn = row.Waiting == 0 ? 0 : row.Turn;
    }

    /// <summary>What nobody holds or waits for, and whose rate has no memory any more, is dropped: keys come and go.</summary>
    private void Settle(LimitRow row, bool exists)
    {
        if (row.Holders > 0 || row.Waiting > 0 || row.Next > Now)
        {
            _tables.SaveLimit(row);
        }
        else if (exists)
        {
            _tables.DeleteLimit(row);
        }
    }

    private static long Micros(TimeSpan span) => default(StoreTime).Plus(span).Micros;
}
