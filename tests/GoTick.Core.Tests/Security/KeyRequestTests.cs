using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Core.Stores.Memory;

namespace GoTick.Core.Tests.Security;

public sealed class KeyRequestTests
{
    public static TheoryData<string, KeyScope, string, double?> Odd => new()
    {
        { "", KeyScope.Read, "*", null },
        { " eve", KeyScope.Read, "*", null },
        { "e\nve", KeyScope.Read, "*", null },
        { new string('e', 101), KeyScope.Read, "*", null },
        { "eve", KeyScope.None, "*", null },
        { "eve", KeyScope.Admin, "deploy/*", null },
        { "eve", KeyScope.Read, "*", 0 },
        { "eve", KeyScope.Read, "*", 4_000 },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Create_OddRequest_IsRefusedAndMakesNothing(string name, KeyScope scopes, string flow, double? days)
    {
        await using var store = new MemoryStore(TimeProvider.System);
        var ring = new KeyRing(store);
        var request = new KeyRequest { Name = name, Scopes = scopes, Grants = FlowGrants.Parse([flow]), Life = days is { } d ? TimeSpan.FromDays(d) : null };

        Assert.Equal(TickErrorId.ArgumentInvalid, (await Assert.ThrowsAsync<TickException>(() => ring.CreateAsync(request, "root"))).ErrorId);

        Assert.Empty(await ring.ListAsync());
    }
}
