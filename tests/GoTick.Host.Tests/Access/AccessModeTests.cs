using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;

namespace GoTick.Host.Tests.Access;

public sealed class AccessModeTests
{
    private const string Ok = "";

    [Theory]
    //          urls                                       key    behind proxy  require key  certificate  outcome                     open
    [InlineData("http://127.0.0.1:7777", false, false, false, false, Ok, true)]
    [InlineData("http://localhost:7777;http://[::1]:7777", false, false, false, false, Ok, true)]
    [InlineData("http://127.0.0.1:7777", false, false, true, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://127.0.0.1:7777", true, false, true, false, Ok, false)]
    [InlineData("http://127.0.0.1:7777", false, true, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://127.0.0.1:7777", true, true, false, false, Ok, false)]
    [InlineData("https://127.0.0.1:7777", false, false, false, true, Ok, true)]
    [InlineData("http://0.0.0.0:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://*:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://+:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://[::]:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://gotick.example:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://127.0.0.1:7777;http://10.0.0.1:80", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://localhost.evil.example:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("http://0.0.0.0:7777", true, true, false, false, Ok, false)]
    [InlineData("http://unix:/run/gotick.sock", true, true, false, false, Ok, false)]
    [InlineData("https://0.0.0.0:7777", true, false, false, false, TickErrorId.ServerUnsafe, false)]
    [InlineData("https://0.0.0.0:7777", false, false, false, true, TickErrorId.ServerUnsafe, false)]
    [InlineData("https://0.0.0.0:7777", true, false, false, true, Ok, false)]
    [InlineData("nonsense", true, false, false, true, TickErrorId.ArgumentInvalid, false)]
    [InlineData("", true, false, false, true, TickErrorId.ArgumentInvalid, false)]
    public async Task Check_Settings_AreTakenOnlyIfSafe(string urls, bool hasKey, bool isBehindProxy, bool requiresKey, bool hasCertificate, string error, bool isOpen)
    {
        await using var store = new MemoryStore(TimeProvider.System);
        var ring = new KeyRing(store);
        ApiKey revoked = (await ring.CreateAsync(new KeyRequest { Name = "old", Scopes = KeyScope.Admin }, "root")).Key;
        await ring.RevokeAsync(revoked.Id, "root");
        if (hasKey)
        {
            await ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Admin }, "root");
        }

        var settings = new AccessSettings { IsBehindProxy = isBehindProxy, RequiresKey = requiresKey, Certificate = hasCertificate ? "tls.pem" : null };

        if (error.Length > 0)
        {
            Assert.Equal(error, (await Assert.ThrowsAsync<TickException>(() => AccessMode.CheckAsync(urls, settings, ring, default))).ErrorId);
            return;
        }

        Assert.Equal(isOpen, (await AccessMode.CheckAsync(urls, settings, ring, default)).IsOpen);
    }

    [Fact]
    public async Task Check_NoKey_NamesTheCommandThatMakesOne()
    {
        await using var store = new MemoryStore(TimeProvider.System);

        TickException refused = await Assert.ThrowsAsync<TickException>(
            () => AccessMode.CheckAsync("http://127.0.0.1:0", new AccessSettings { RequiresKey = true }, new KeyRing(store), default));

        Assert.Contains("gotick keys create", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckBound_ListensElsewhereThanItWasTold_IsRefused()
    {
        var local = new AccessMode(IsOpen: true, IsLoopback: true);

        local.CheckBound(["http://127.0.0.1:7777", "http://[::1]:7777"]);

        Assert.Equal(TickErrorId.ServerUnsafe, Assert.Throws<TickException>(() => local.CheckBound(["http://127.0.0.1:7777", "http://[::]:80"])).ErrorId);
        new AccessMode(IsOpen: false, IsLoopback: false).CheckBound(["http://[::]:80"]);
    }
}
