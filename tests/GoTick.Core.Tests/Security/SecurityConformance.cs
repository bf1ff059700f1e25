using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Core.Stores;
using GoTick.Core.Tests.Stores.Conformance;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Security;

/// <summary>Keys, sessions and the audit log, on every store.</summary>
public abstract class SecurityConformance : StoreSubject
{
    private static readonly Caller Eve = new("eve", KeyScope.Operate, FlowGrants.All, IsVerified: true, "0011223344556677");

    private KeyRing Ring => field ??= new KeyRing(Store, Clock);

    [Fact]
    public async Task Verify_KeyThatWasMade_IsItsOwnersWithScopesAndGrants()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Operate | KeyScope.Start, Grants = FlowGrants.Parse(["deploy/*"]) }, "root");

        ApiKey? found = await new KeyRing(Store, Clock).VerifyAsync(made.Secret);

        Assert.NotNull(found);
        Assert.Equal((made.Key.Id, "eve", KeyScope.Operate | KeyScope.Start, "root"), (found.Id, found.Name, found.Scopes, found.By));
        Assert.Equal(["deploy/*"], found.Grants.Patterns);
        Assert.Equal(found.Id, Assert.Single(await Ring.ListAsync()).Id);
        Assert.True(await Ring.HasUsableAsync());
    }

    [Fact]
    public async Task Create_Key_LeavesItsSecretNowhere()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        string secret = made.Secret[(made.Secret.LastIndexOf(made.Key.Id, StringComparison.Ordinal) + made.Key.Id.Length + 1)..];
        string session = await new Sessions(Store, Ring, Clock).BeginAsync(made.Key);

        string kept = string.Concat((await Store.ListDocumentsAsync("key")).Concat(await Store.ListDocumentsAsync("session")).Select(d => Encoding.UTF8.GetString(d.Body)));

        Assert.StartsWith("gtk_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(session[^43..], kept, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, made.ToString(), StringComparison.Ordinal);
        TickException refused = await Assert.ThrowsAsync<TickException>(() => Ring.RevokeAsync(made.Secret, "root"));
        Assert.DoesNotContain(secret, refused.Message + refused.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnotherSecretOrId_IsNobody()
    {
        NewKey one = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Admin }, "root");
        NewKey two = await Ring.CreateAsync(new KeyRequest { Name = "bob", Scopes = KeyScope.Read }, "root");
        string swapped = one.Secret.Replace(one.Key.Id, two.Key.Id, StringComparison.Ordinal);
        string unknown = one.Secret.Replace(one.Key.Id, "ffffffffffffffff", StringComparison.Ordinal);

        foreach (string wrong in new[] { swapped, unknown, "", "gtk_", one.Secret + "x", one.Secret[..^1], one.Secret.ToUpperInvariant(), "gtk_../../etc_" + one.Secret[^43..] })
        {
            Assert.Null(await Ring.VerifyAsync(wrong));
        }
    }

    [Fact]
    public async Task Verify_RevokedElsewhere_IsRefusedWithinTheBound()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        Assert.NotNull(await Ring.VerifyAsync(made.Secret));
        ApiKey revoked = await new KeyRing(Store, Clock).RevokeAsync(made.Key.Id, "bob");

        await AdvanceAsync(KeyRing.BelievedFor);

        Assert.Equal("bob", revoked.RevokedBy);
        Assert.Null(await Ring.VerifyAsync(made.Secret));
        Assert.Null(await Ring.FindUsableAsync(made.Key.Id));
        Assert.False(await Ring.HasUsableAsync());
        Assert.Equal(revoked.Revoked, (await Ring.RevokeAsync(made.Key.Id, "eve")).Revoked);
        Assert.Equal(TickErrorId.KeyNotFound, (await Assert.ThrowsAsync<TickException>(() => Ring.RevokeAsync("ffffffffffffffff", "eve"))).ErrorId);
    }

    [Fact]
    public async Task Verify_Expired_IsRefused()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read, Life = TimeSpan.FromDays(1) }, "root");
        await AdvanceAsync(TimeSpan.FromDays(1) - Second);
        Assert.NotNull(await Ring.VerifyAsync(made.Secret));

        await AdvanceAsync(KeyRing.BelievedFor);

        Assert.Null(await Ring.VerifyAsync(made.Secret));
    }

    [Fact]
    public async Task Verify_StoreIsAway_ThrowsAndIsNotRemembered()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        var store = new CutStore(Store) { IsAway = true };
        var ring = new KeyRing(store, Clock);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ring.VerifyAsync(made.Secret));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ring.FindUsableAsync(made.Key.Id));
        store.IsAway = false;

        Assert.NotNull(await ring.VerifyAsync(made.Secret));
    }

    [Fact]
    public async Task Verify_ManyAtOnce_AsksTheStoreOnce()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        var store = new CutStore(Store);
        var ring = new KeyRing(store, Clock);

        ApiKey?[] found = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await ring.VerifyAsync(made.Secret))));

        Assert.All(found, Assert.NotNull);
        Assert.Equal(1, store.DocumentReads);
    }

    [Fact]
    public async Task Session_EndsByLogoutRestLifeAndRevocation()
    {
        NewKey made = await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        var sessions = new Sessions(Store, Ring, Clock);
        string token = await sessions.BeginAsync(made.Key);
        (string Id, ApiKey Key)? begun = await sessions.VerifyAsync(token);
        Assert.Equal(made.Key.Id, begun?.Key.Id);
        Assert.Null(await sessions.VerifyAsync(token[..^2] + (token.EndsWith("AA", StringComparison.Ordinal) ? "BA" : "AA")));

        await sessions.EndAsync(begun!.Value.Id);
        Assert.Null(await sessions.VerifyAsync(token));

        string rested = await sessions.BeginAsync(made.Key);
        await AdvanceAsync(Sessions.LongestRest);
        Assert.Null(await sessions.VerifyAsync(rested));

        string used = await sessions.BeginAsync(made.Key);
        int hours = 0;
        while (await sessions.VerifyAsync(used) is not null)
        {
            hours++;
            await AdvanceAsync(TimeSpan.FromHours(1));
        }

        Assert.Equal(Sessions.LongestLife.TotalHours, hours);
        string last = await sessions.BeginAsync(made.Key);
        Assert.Equal(2, await sessions.SweepAsync());
        await Ring.RevokeAsync(made.Key.Id, "root");
        Assert.Null(await sessions.VerifyAsync(last));
        Assert.Null(await sessions.FindKeyAsync(last.Split('_')[1]));
    }

    [Fact]
    public async Task Audit_Change_IsAskedBeforeAndDoneAfter()
    {
        var log = new AuditLog(Store);
        AuditEntry begun = await log.BeginAsync(Eve, "cancel-run", "order-42");
        AuditEntry asked = Assert.Single((await log.ReadAsync()).Items);
        await log.CompleteAsync(begun, AuditEntry.Done, "order-43");
        await log.NoteAsync(Eve, "set-limit", new string('x', 10_000), TickErrorId.AccessDenied);

        IReadOnlyList<AuditEntry> entries = (await new AuditLog(Store).ReadAsync()).Items;

        Assert.Equal(AuditEntry.Asked, asked.Outcome);
        AuditEntry done = entries[1];
        Assert.Equal(("eve", true, Eve.KeyId, "cancel-run", "order-42"), (done.By, done.IsVerified, done.KeyId, done.Action, done.Target));
        Assert.Equal((AuditEntry.Done, "order-43", Clock.GetUtcNow()), (done.Outcome, done.Result, done.Time));
        Assert.Equal(TickErrorId.AccessDenied, entries[0].Outcome);
        Assert.True(entries[0].Target!.Length <= 501);
    }

    [Fact]
    public async Task Audit_Read_PagesNewestFirstOverHoursAndDays()
    {
        var log = new AuditLog(Store);
        for (int i = 0; i < 7; i++)
        {
            await log.BeginAsync(Eve, "signal-run", $"r{i}");
            await AdvanceAsync(TimeSpan.FromHours(5)); // two days
        }

        List<string?> seen = [];
        string? after = null;
        do
        {
            AuditPage page = await log.ReadAsync(new AuditQuery { After = after, Limit = 3 });
            seen.AddRange(page.Items.Select(e => e.Target));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], seen);
        Assert.Equal(["r6", "r5"], (await log.ReadAsync(new AuditQuery { Day = new DateOnly(2026, 1, 2) })).Items.Select(e => e.Target));
        Assert.Empty((await log.ReadAsync(new AuditQuery { Day = new DateOnly(2026, 1, 3) })).Items);
        Assert.Equal(TickErrorId.CursorInvalid, (await Assert.ThrowsAsync<TickException>(() => log.ReadAsync(new AuditQuery { After = "x" }))).ErrorId);
    }

    [Fact]
    public async Task Audit_Read_EachFilter_FindsItsEntriesOverPages()
    {
        var log = new AuditLog(Store);
        var bob = new Caller("Bob", KeyScope.Operate, FlowGrants.All, IsVerified: true, "b");
        DateTimeOffset start = Clock.GetUtcNow();
        for (int i = 0; i < 6; i++)
        {
            AuditEntry begun = await log.BeginAsync(i % 2 == 0 ? Eve : bob, i < 3 ? "cancel-run" : "start-run", $"order-{i}");
            await log.CompleteAsync(begun, AuditEntry.Done, i == 5 ? "run-77" : null);
            await AdvanceAsync(TimeSpan.FromMinutes(40));
        }

        Assert.Equal(["order-5", "order-3", "order-1"], await FindAsync(new AuditQuery { By = "OB", Limit = 2 }));
        Assert.Equal(["order-2", "order-1", "order-0"], await FindAsync(new AuditQuery { Action = "Cancel-Run" }));
        Assert.Equal(["order-4"], await FindAsync(new AuditQuery { Target = "ER-4" }));
        Assert.Equal(["order-5"], await FindAsync(new AuditQuery { Target = "run-77" }));
        Assert.Equal(["order-3", "order-2"], await FindAsync(new AuditQuery { Since = start.AddMinutes(80), Until = start.AddMinutes(160), Limit = 1 }));
        Assert.Equal(["order-1"], await FindAsync(new AuditQuery { By = "bob", Action = "cancel-run", Until = start.AddHours(2) }));
        Assert.Empty(await FindAsync(new AuditQuery { By = "mallory" }));
        Assert.Empty(await FindAsync(new AuditQuery { Since = start.AddDays(1) }));

        async Task<List<string?>> FindAsync(AuditQuery query)
        {
            List<string?> found = [];
            AuditPage page = new([], null);
            do
            {
                page = await log.ReadAsync(query with { After = page.Next });
                Assert.True(page.Items.Count <= query.Limit);
                found.AddRange(page.Items.Select(e => e.Target));
            }
            while (page.Next is not null);
            return found;
        }
    }

    [Fact]
    public async Task Audit_Sweep_DropsWhatIsTooOldAndNothingElse()
    {
        var log = new AuditLog(Store);
        await log.BeginAsync(Eve, "signal-run", "old");
        await AdvanceAsync(TimeSpan.FromDays(90));
        await log.BeginAsync(Eve, "signal-run", "new");
        Assert.Equal(0, await log.SweepAsync(AuditLog.DefaultKeep));
        await AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, await log.SweepAsync(AuditLog.DefaultKeep));

        Assert.Equal("new", Assert.Single((await log.ReadAsync()).Items).Target);
        Assert.Equal("2026-04-01-00", Assert.Single(await Store.ListDocumentsAsync("audit-hours")).Name);
        Assert.Empty(await Store.ListDocumentsAsync("audit-2026-01-01-00"));
    }

    /// <summary>A store that can be out of reach, and counts the looks at documents.</summary>
    private sealed class CutStore(IFlowStore inner) : StoreDecorator(inner)
    {
        private int _reads;

        public bool IsAway { get; set; }

        public int DocumentReads => _reads;

        public override ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default)
        {
            Interlocked.Increment(ref _reads);
            return IsAway ? throw new StoreUnavailableException("cut") : base.ReadDocumentAsync(kind, name, cancel);
        }
    }
}
