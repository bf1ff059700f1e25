using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Transfer;

/// <summary>
/// Puts a run into a store. What fits one batch comes in one batch. A long journal comes in portions: until the last one the run is marked as half there, stands
/// in no list, and whoever finds it so later removes it.
/// </summary>
internal sealed class RunImporter(IFlowStore store)
{
    private const int MostElements = StoreLimits.BatchElements * 9 / 10;
    private const int MostBytes = 4 * 1024 * 1024;
    private const int LogPortion = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CutOffAfter = TimeSpan.FromMinutes(10);
    private static readonly string[] Passing = [HeaderFields.Step, HeaderFields.StepProgress, HeaderFields.Import, HeaderFields.Limits, "died"];

    /// <summary>True when it came now, false when this very import was done before.</summary>
    /// <param name="archive">What is imported.</param>
    /// <param name="id">Under which id.</param>
    /// <param name="nonce">Tells this import from others.</param>
    /// <param name="cancel">Gives up; nothing is left behind then but what removes itself, or a run that waits, suspended, for its child: the same import brings that.</param>
    /// <exception cref="TickException"><c>TickRunExists</c>.</exception>
    public async Task<bool> ImportAsync(RunArchive archive, ItemId id, string nonce, CancellationToken cancel)
    {
        var renaming = new RunRenaming(archive.Run.Id, id.Text, [.. archive.Children.Select(c => c.Id)]);
        ArchivedItem[] children = [.. archive.Children.Select(renaming.Of)];
        foreach (ItemId child in children.Select(c => ItemId.FromStored(c.Id)))
        {
            if (await store.ReadHeaderAsync(child, cancel) is { } other && other.Nonce != nonce)
            {
                throw Exists(child);
            }
        }

        bool isNew = await ImportAsync(renaming.Of(archive.Run), archive, nonce, cancel);
        // It was brought before and goes on already: what has become of its children here is not undone.
        if (isNew || (await store.ReadHeaderAsync(id, cancel) is { } run && RunIndexes.ErrorOf(run) == TickErrorId.RunImported))
        {
            foreach (ArchivedItem child in children)
            {
                await ImportAsync(child, archive, nonce, cancel);
            }
        }

        return isNew;
    }

    private async Task<bool> ImportAsync(ArchivedItem run, RunArchive archive, string nonce, CancellationToken cancel)
    {
        ItemId id = ItemId.FromStored(run.Id);
        int partition = store.PartitionOf(id);
        string version = run.Version;
        await store.PutBlobAsync(partition, version, archive.Texts[version], cancel);
        StoreTime now = await store.ReadTimeAsync(partition, cancel);
        Whole whole = WholeOf(run, id, now);
        while (true)
        {
            CommitResult result = await BeginAsync(whole, nonce, now, cancel);
            switch (result)
            {
                case CommitResult.Ok:
                    return true;
                case CommitResult.BlobMissing:
                    await store.PutBlobAsync(partition, version, archive.Texts[version], cancel);
                    continue;
                case CommitResult.Already or CommitResult.Exists:
                    if (!await RemoveHalfAsync(id, cancel))
                    {
                        return result == CommitResult.Already ? false : throw Exists(id);
                    }

                    continue;
                default:
                    throw new InvalidOperationException($"Unexpected answer {result} to an import.");
            }
        }
    }

    private static Whole WholeOf(ArchivedItem run, ItemId id, StoreTime now)
    {
        List<byte[]> events = [.. run.Gate is null ? run.Events : run.Journal(now).Select(JournalCodec.Encode)];
        var started = (RunStarted)JournalCodec.Decode(events[0]);
        Dictionary<string, string?> fields = run.Fields.Where(f => !Passing.Contains(f.Key)).ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal);
        fields[HeaderFields.Made] = run.Created.ToString();
        fields[HeaderFields.First] = run.FirstClaimed?.ToString();
        ItemId? parent = run.Fields.TryGetValue(HeaderFields.Parent, out string? of) ? ItemId.FromStored(of).Run : null;
        List<Verb> verbs = [.. RunIndexes.AtStart(started.Flow, started.Tags, parent)];
        if (fields.ContainsKey(HeaderFields.Ask))
        {
            verbs.Add(new Verb.List(RunIndexes.Approvals, IsMember: true));
        }

        if (run.Place == Place.Ended)
        {
            RunStatus status = Enum.Parse<RunStatus>(run.Fields[HeaderFields.Outcome]);
            verbs.AddRange(RunIndexes.AtEnd(started.Flow, status, run.Fields.GetValueOrDefault(HeaderFields.ErrorId), suspendedBy: null, parent));
            verbs.Add(new Verb.End(started.Retention));
        }
        else
        {
            fields.Remove(HeaderFields.ErrorId);
            Decision park = RunDecisions.Park(started.Flow, Arrived(run.Id), now, suspendedBy: null, seenInbox: null, DeadlineOf(run, started));
            events.AddRange(park.Events.Select(JournalCodec.Encode));
            foreach ((string name, string? value) in park.Fields)
            {
                fields[name] = value;
            }

            verbs.AddRange(park.Verbs);
            verbs.AddRange(run.Messages.Select(m => new Verb.Post(id, m.Id, m.Body)));
        }

        return new Whole(id, started, events, [.. fields.Where(f => f.Value is not null)], verbs, run.Log);
    }

    private static StoreTime? DeadlineOf(ArchivedItem run, RunStarted started) =>
        run.FirstClaimed is { } first && started.Timeout is { } time && !run.Fields.ContainsKey(HeaderFields.Ending) ? first.Plus(time) : null;

    private static FailureDetails Arrived(string id) => new()
    {
        ErrorId = TickErrorId.RunImported,
        Message = $"The run was imported while it had not ended, and waits until somebody resumes it: Resume-TickRun {id}. If it goes on where it came from, too, its steps are done twice.",
    };

    private async Task<CommitResult> BeginAsync(Whole whole, string nonce, StoreTime now, CancellationToken cancel)
    {
        Verb[] always = [new Verb.BlobHold(whole.Started.Version), new Verb.Route(whole.Started.Queue, whole.Started.Priority, whole.Started.ConcurrencyKey ?? "")];
        Verb[] log = [.. whole.Log.Chunk(LogPortion).Select(r => new Verb.Log(whole.Id, r))];
        bool isOne = whole.Events.Count + whole.Fields.Count + whole.Verbs.Count + whole.Log.Count + always.Length <= MostElements
            && whole.Events.Sum(e => (long)e.Length) + whole.Log.Sum(r => (long)r.Length) <= MostBytes;
        if (isOne)
        {
            return (await CommitAsync(whole.Id, new Guard.Absent(nonce), whole.Events, whole.Fields, [.. always, .. log, .. whole.Verbs], cancel)).Result;
        }

        KeyValuePair<string, string?>[] mark =
        [
            HeaderFields.Set(HeaderFields.Flow, whole.Started.Flow),
            HeaderFields.Set(HeaderFields.Version, whole.Started.Version),
            HeaderFields.Set(HeaderFields.Import, "1"),
        ];
        CommitReply reply = await CommitAsync(
            whole.Id, new Guard.Absent(nonce), [whole.Events[0]], mark, [.. always, new Verb.Sleep(0, now.Plus(CutOffAfter), Band.Started)], cancel);
        if (reply.Result == CommitResult.Ok)
        {
            await FillAsync(whole, log, cancel);
        }

        return reply.Result;
    }

    private async Task FillAsync(Whole whole, Verb[] log, CancellationToken cancel)
    {
        ItemClaimReply claim = await store.ClaimItemAsync(new ItemClaimRequest { Item = whole.Id, Worker = WorkerId.New(), LeaseFor = Lease }, cancel);
        Lease lease = claim.Item?.Header.Lease ?? throw Lost(whole.Id);
        int length = 1;
        foreach (IReadOnlyList<byte[]> portion in Portions(whole.Events.Skip(1)))
        {
            await HeldAsync(portion, [], []);
        }

        foreach (Verb records in log)
        {
            await HeldAsync([], [], [records]);
        }

        foreach (Verb[] posts in whole.Verbs.Where(v => v is Verb.Post).Chunk(LogPortion))
        {
            await HeldAsync([], [], posts);
        }

        await HeldAsync([], [.. whole.Fields, HeaderFields.Set(HeaderFields.Import, null)], [.. whole.Verbs.Where(v => v is not Verb.Post)]);

        async Task HeldAsync(IReadOnlyList<byte[]> events, IReadOnlyList<KeyValuePair<string, string?>> fields, IReadOnlyList<Verb> verbs)
        {
            CommitReply reply = await CommitAsync(whole.Id, new Guard.Held(lease, length), events, fields, verbs, cancel);
            length = reply.IsApplied ? length + events.Count : throw Lost(whole.Id);
        }
    }

    private static IEnumerable<IReadOnlyList<byte[]>> Portions(IEnumerable<byte[]> events)
    {
        List<byte[]> portion = [];
        long bytes = 0;
        foreach (byte[] value in events)
        {
            if (portion.Count == MostElements || (portion.Count > 0 && bytes + value.Length > MostBytes))
            {
                yield return portion;
                portion = [];
                bytes = 0;
            }

            portion.Add(value);
            bytes += value.Length;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }

    /// <summary>Takes away what an import left that was cut off; false when the run is whole.</summary>
    private async Task<bool> RemoveHalfAsync(ItemId id, CancellationToken cancel)
    {
        if (await store.ReadHeaderAsync(id, cancel) is { } found && !found.Fields.ContainsKey(HeaderFields.Import))
        {
            return false;
        }

        ItemClaimReply claim = await store.ClaimItemAsync(new ItemClaimRequest { Item = id, Worker = WorkerId.New(), LeaseFor = Lease, Force = true }, cancel);
        if (claim.Item is { } item && item.Header.Fields.ContainsKey(HeaderFields.Import))
        {
            await CommitAsync(id, new Guard.Held(item.Header.Lease, item.Header.Length), [], [], RunDecisions.Remove(item.Header).Verbs, cancel);
        }

        return true;
    }

    private ValueTask<CommitReply> CommitAsync(
        ItemId id, Guard guard, IReadOnlyList<byte[]> events, IReadOnlyList<KeyValuePair<string, string?>> fields, IReadOnlyList<Verb> verbs, CancellationToken cancel) =>
        store.CommitAsync(new Batch { Item = id, Guard = guard, Events = events, Fields = fields, Verbs = verbs }, cancel);

    private static TickException Exists(ItemId id) =>
        new(TickErrorId.RunExists, TickErrorKind.Conflict, $"There is a run '{id}' already. Import it under another id: -Id.") { Target = id.Text };

    private static TickException Lost(ItemId id) => new(
        TickErrorId.RunConflict, TickErrorKind.Conflict, $"Somebody else imports '{id}' at the same time. Nothing of this import is left; try again, or under another id.")
    { Target = id.Text };

    private sealed record Whole(
        ItemId Id, RunStarted Started, IReadOnlyList<byte[]> Events, IReadOnlyList<KeyValuePair<string, string?>> Fields, IReadOnlyList<Verb> Verbs, IReadOnlyList<byte[]> Log);
}
