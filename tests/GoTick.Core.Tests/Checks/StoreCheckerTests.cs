using GoTick.Core.Checks;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Checks;

/// <summary>Faults planted into the dump of a store in which one run stands in each place.</summary>
public sealed class StoreCheckerTests
{
    private static readonly Lazy<Task<StoreDump>> Healthy = new(MakeAsync);

    public static TheoryData<string, string, string> Faults => new()
    {
        { "ready entry lost", StoreFaultCode.HintMissing, "ready" },
        { "ready entry twice", StoreFaultCode.HintExtra, "ready" },
        { "ready entry in another queue", StoreFaultCode.HintExtra, "ready" },
        { "ready entry of a sleeper", StoreFaultCode.HintExtra, "sleeping" },
        { "timer lost", StoreFaultCode.HintMissing, "sleeping" },
        { "timer at another time", StoreFaultCode.HintExtra, "sleeping" },
        { "timer of nobody", StoreFaultCode.HintExtra, "nobody" },
        { "lease lost", StoreFaultCode.HintMissing, "leased" },
        { "lease of an ended run", StoreFaultCode.HintExtra, "ended" },
        { "expiry lost", StoreFaultCode.HintMissing, "ended" },
        { "sleeper without a timer", StoreFaultCode.Stuck, "sleeping" },
        { "timer of a parked run lost", StoreFaultCode.HintMissing, "parked" },
        { "child ended", StoreFaultCode.Stuck, "sleeping" },
        { "child of another run", StoreFaultCode.Stuck, "sleeping" },
        { "child gone", StoreFaultCode.Stuck, "sleeping" },
        { "child that has told its end", StoreFaultCode.Stuck, "sleeping" },
        { "child not among the children", StoreFaultCode.IndexMissing, "sleeping/child" },
        { "message of the gate unread", StoreFaultCode.Stuck, "fan" },
        { "gate lost", StoreFaultCode.GateMissing, "fan" },
        { "gate lost", StoreFaultCode.BranchOrphan, "fan~1.0" },
        { "gate lost", StoreFaultCode.Stuck, "fan" },
        { "run of a gate lost", StoreFaultCode.GateOrphan, "fan~1" },
        { "gate not known to its run", StoreFaultCode.GateOrphan, "fan~1" },
        { "branch lost", StoreFaultCode.GateCount, "fan~1" },
        { "outcome lost", StoreFaultCode.GateCount, "fan~1" },
        { "input lost", StoreFaultCode.GateCount, "fan~1" },
        { "branch with an outcome", StoreFaultCode.BranchOrphan, "fan~1.0" },
        { "parked without an error", StoreFaultCode.HeaderInvalid, "parked" },
        { "leased under no token", StoreFaultCode.HeaderInvalid, "leased" },
        { "ended without an outcome", StoreFaultCode.HeaderInvalid, "ended" },
        { "event lost", StoreFaultCode.JournalLength, "ended" },
        { "event damaged", StoreFaultCode.JournalUnreadable, "ended" },
        { "first event lost", StoreFaultCode.JournalUnreadable, "ended" },
        { "index entry lost", StoreFaultCode.IndexMissing, "sleeping" },
        { "index entry of nobody", StoreFaultCode.IndexExtra, "nobody" },
        { "ended among the living", StoreFaultCode.IndexExtra, "ended" },
        { "suspended not among them", StoreFaultCode.IndexMissing, "parked" },
        { "log of nobody", StoreFaultCode.LogOrphan, "nobody" },
    };

    [Fact]
    public async Task Check_OneRunInEachPlace_IsClean() => Assert.Empty(StoreChecker.Check(await Healthy.Value));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Check_PlantedFault_IsFound(string fault, string code, string item)
    {
        IReadOnlyList<StoreFault> found = StoreChecker.Check(Plant(await Healthy.Value, fault));

        Assert.True(found.Any(f => f.Code == code && f.Item == item), $"Found:\n{string.Join("\n", found)}");
    }

    [Fact]
    public async Task Check_TextLostOrHeldByOthers_IsFound()
    {
        StoreDump dump = await Healthy.Value;
        Assert.Contains(StoreChecker.Check(dump with { Blobs = [] }), f => f.Code == StoreFaultCode.TextMissing);
        Assert.Contains(
            StoreChecker.Check(dump with { Blobs = [.. dump.Blobs.Select(b => (b.Hash, b.Holders + 1))] }), f => f.Code == StoreFaultCode.TextHolders);
    }

    [Fact]
    public async Task Check_ARunWaitsForItsChild_IsClean() =>
        Assert.DoesNotContain(StoreChecker.Check(WithChild(await Healthy.Value, Place.Waiting)), f => f.Item == "sleeping" && f.Code == StoreFaultCode.Stuck);

    [Fact]
    public async Task Check_AParkedRunHasATimer_IsClean()
    {
        StoreDump dump = await Healthy.Value;
        StoreDump timed = Header(dump, "parked", h => h with { WakeAt = dump.Now });

        Assert.Empty(StoreChecker.Check(timed with { Timers = [.. timed.Timers, (dump.Now, Id("parked"))] }));
    }

    [Fact]
    public async Task Check_MailOfAnItemThatIsNotLeased_IsClean()
    {
        StoreDump dump = await Healthy.Value;

        Assert.Empty(StoreChecker.Check(dump with { Mail = [(new WorkerId("w"), new MailEntry(Id("sleeping"), MailKind.Message))] }));
    }

    /// <summary>The sleeper waits without a timer for its child, and there is a child that waits, too.</summary>
    private static StoreDump WithChild(StoreDump dump, Place place, string parent = "sleeping")
    {
        const string child = "sleeping/child";
        StoreDump waiting = Header(dump, "sleeping", h => h with { WakeAt = null, Fields = With(h, HeaderFields.Child, child) });
        ItemDump sleeper = dump.Items.Single(i => i.Header.Id.Text == "sleeping");
        ItemHeader header = sleeper.Header with { Id = Id(child), Place = place, Fields = With(sleeper.Header, HeaderFields.Parent, parent) };
        return waiting with { Items = [.. waiting.Items, sleeper with { Header = header }] };
    }

    private static StoreDump Plant(StoreDump d, string fault) => fault switch
    {
        "ready entry lost" => d with { Ready = [.. d.Ready.Where(r => r.Item.Text != "ready")] },
        "ready entry twice" => d with { Ready = [.. d.Ready, d.Ready.Single(r => r.Item.Text == "ready")] },
        "ready entry in another queue" => d with { Ready = [.. d.Ready.Select(r => r with { Queue = "other" })] },
        "ready entry of a sleeper" => d with { Ready = [.. d.Ready, d.Ready[0] with { Item = Id("sleeping") }] },
        "timer lost" => d with { Timers = [.. d.Timers.Where(t => t.Item.Text != "sleeping")] },
        "timer at another time" => d with { Timers = [.. d.Timers.Select(t => (t.At.Plus(TimeSpan.FromSeconds(1)), t.Item))] },
        "timer of nobody" => d with { Timers = [.. d.Timers, (d.Now, Id("nobody"))] },
        "lease lost" => d with { Leases = [] },
        "lease of an ended run" => d with { Leases = [.. d.Leases, (d.Now, Id("ended"))] },
        "expiry lost" => d with { Gone = [] },
        "sleeper without a timer" => Header(d, "sleeping", h => h with { WakeAt = null }),
        "timer of a parked run lost" => Header(d, "parked", h => h with { WakeAt = d.Now }),
        "child ended" => WithChild(d, Place.Ended),
        "child of another run" => WithChild(d, Place.Waiting, "fan"),
        "child gone" => Header(d, "sleeping", h => h with { WakeAt = null, Fields = With(h, HeaderFields.Child, "sleeping/child") }),
        "child that has told its end" => Item(
            WithChild(d, Place.Waiting), "sleeping", i => i with { Messages = [new InboxMessage(1, "child:sleeping/child", [])] }),
        "child not among the children" => WithChild(d, Place.Waiting),
        "message of the gate unread" => Item(d, "fan", i => i with { Messages = [new InboxMessage(1, "gate:fan~1", [])] }),
        "gate lost" => d with { Gates = [] },
        "run of a gate lost" => d with { Items = [.. d.Items.Where(i => i.Header.Id.Text != "fan")] },
        "gate not known to its run" => Header(d, "fan", h => h with { Gate = null }),
        "branch lost" => d with { Items = [.. d.Items.Where(i => i.Header.Id.Text != "fan~1.0")] },
        "outcome lost" => Gate(d, g => g with { Outcomes = [] }),
        "input lost" => Gate(d, g => g with { Inputs = [] }),
        "branch with an outcome" => Gate(d, g => g with { Outcomes = [new GateOutcome(0, [])] }),
        "parked without an error" => Header(d, "parked", h => h with { Fields = Without(h, "err") }),
        "leased under no token" => Header(d, "leased", h => h with { Lease = h.Lease with { Token = 0 } }),
        "ended without an outcome" => Header(d, "ended", h => h with { Fields = Without(h, "out") }),
        "event lost" => Item(d, "ended", i => i with { Events = [.. i.Events.SkipLast(1)] }),
        "event damaged" => Item(d, "ended", i => i with { Events = [i.Events[0], .. i.Events.Skip(1).Select(_ => "{}"u8.ToArray())] }),
        "first event lost" => Item(d, "ended", i => i with { Events = [.. i.Events.Skip(1)] }),
        "index entry lost" => d with { Indexes = [.. d.Indexes.Where(e => e.Item.Text != "sleeping" || e.Index != "runs")] },
        "index entry of nobody" => d with { Indexes = [.. d.Indexes, ("runs", d.Now, Id("nobody"))] },
        "ended among the living" => d with { Indexes = [.. d.Indexes, ("live", d.Items.Single(i => i.Header.Id.Text == "ended").Header.Created, Id("ended"))] },
        "suspended not among them" => d with { Indexes = [.. d.Indexes.Where(e => e.Index != "status:Suspended")] },
        "log of nobody" => d with { Logs = [.. d.Logs, (Id("nobody"), new LogEntry(1, []))] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    private static ItemId Id(string text) => ItemId.FromStored(text);

    private static StoreDump Item(StoreDump dump, string id, Func<ItemDump, ItemDump> change) =>
        dump with { Items = [.. dump.Items.Select(i => i.Header.Id.Text == id ? change(i) : i)] };

    private static StoreDump Header(StoreDump dump, string id, Func<ItemHeader, ItemHeader> change) =>
        Item(dump, id, i => i with { Header = change(i.Header) });

    private static StoreDump Gate(StoreDump dump, Func<GateDump, GateDump> change) => dump with { Gates = [.. dump.Gates.Select(change)] };

    private static Dictionary<string, string> With(ItemHeader header, string field, string value) => new(header.Fields) { [field] = value };

    private static Dictionary<string, string> Without(ItemHeader header, string field) => new(header.Fields.Where(f => f.Key != field));

    /// <summary>A run in each place: ready, leased, sleeping, waiting for branches, suspended, ended.</summary>
    private static async Task<StoreDump> MakeAsync()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s =>
        {
            if (s.Item != "1")
            {
                s.Sleep(TimeSpan.FromDays(1));
            }

            return s.Item;
        };
        TestWorker worker = await rig.StartWorkerAsync();
        ItemId ended = await rig.StartAsync(s => s.Memo("step", () => "x"), "ended");
        await rig.EndAsync(ended);
        await rig.EndAsync(await rig.StartAsync(_ => throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd"), "parked"));
        await rig.StartAsync(
            s =>
            {
                s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "x", Time = s.Journal.StoreTime });
                s.Sleep(TimeSpan.FromDays(1));
                return null;
            },
            "sleeping");
        await PlaceAsync(rig, "sleeping", Place.Waiting);
        await rig.StartAsync(
            s =>
            {
                s.Parallel("many", "branch", 5, throttle: 2);
                return null;
            },
            "fan");
        await PlaceAsync(rig, "fan", Place.Waiting);
        await PlaceAsync(rig, "fan~1.0", Place.Waiting);
        await PlaceAsync(rig, "fan~1.2", Place.Waiting);
        await rig.StopAsync(worker);
        await rig.StartAsync(_ => null, "leased");
        await rig.Memory.ClaimItemAsync(new ItemClaimRequest { Item = Id("leased"), Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromDays(1) });
        await rig.StartAsync(_ => null, "ready");
        return await rig.Memory.DumpAsync(0);
    }

    private static Task PlaceAsync(WorkerRig rig, string id, Place place) =>
        rig.UntilAsync(async () => (await rig.Memory.ReadHeaderAsync(Id(id)))?.Place == place);
}
