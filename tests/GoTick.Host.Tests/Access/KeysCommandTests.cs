using System.Text.Json.Nodes;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Access;

/// <summary><c>gotick keys</c>, <c>audit</c> and the refusals of <c>gotick server</c>, as real processes.</summary>
[Collection(ProcessTests.Name)]
public sealed class KeysCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_MadeListedRevoked_AreInTheAuditLog()
    {
        await using Gotick made = await Gotick.RunAsync(_folder.Path, "keys", "create", "--name", "ci", "--scope", "start", "operate", "--flow", "deploy/*", "--expires", "90");
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "keys", "list", "--json");
        JsonNode key = JsonNode.Parse(Assert.Single(list.Output))!;
        await using Gotick revoked = await Gotick.RunAsync(_folder.Path, "keys", "revoke", (string)key["id"]!);
        await using Gotick table = await Gotick.RunAsync(_folder.Path, "keys", "list");
        await using Gotick audit = await Gotick.RunAsync(_folder.Path, "audit", "--json");
        await using Gotick filtered = await Gotick.RunAsync(_folder.Path, "audit", "--json", "--action", "create-key", "--target", "ci", "--since", "1h");

        Assert.True(made.ExitCode == 0, made.ToString());
        string secret = Assert.Single(made.Output);
        Assert.StartsWith($"gtk_{(string)key["id"]!}_", secret, StringComparison.Ordinal);
        Assert.Equal(["start", "operate"], key["scopes"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(0, revoked.ExitCode);
        Assert.EndsWith("revoked", table.Output[^1], StringComparison.Ordinal);
        Assert.Equal(["revoke-key", "create-key"], audit.Output.Select(l => (string?)JsonNode.Parse(l)!["action"]));
        Assert.Equal("create-key", (string?)JsonNode.Parse(Assert.Single(filtered.Output))!["action"]);
        Assert.DoesNotContain(secret[21..], string.Join('\n', [.. made.Messages, .. list.Output, .. audit.Output]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WouldBeUnsafe_RefusesToStartAndPublishesNothing()
    {
        _folder.Write("flows/hello.ps1", "'hi'");

        await using Gotick bare = await Gotick.RunAsync(_folder.Path, "server", "--flows", "flows", "--urls", "http://0.0.0.0:0");
        await using Gotick keyless = await Gotick.RunAsync(_folder.Path, "server", "--flows", "flows", "--urls", "http://127.0.0.1:0", "--require-key");
        await using Gotick odd = await Gotick.RunAsync(_folder.Path, "server", "--urls", "http://127.0.0.1:0", "--behind-proxy", "--proxy", "nonsense");
        await using Gotick start = await Gotick.RunAsync(_folder.Path, "start", "hello");

        Assert.Equal((2, 2, 2), (bare.ExitCode, keyless.ExitCode, odd.ExitCode));
        Assert.Contains("TickServerUnsafe", string.Join(' ', bare.Messages), StringComparison.Ordinal);
        Assert.Contains("gotick keys create", string.Join(' ', keyless.Messages), StringComparison.Ordinal);
        Assert.Contains("TickArgumentInvalid", string.Join(' ', odd.Messages), StringComparison.Ordinal);
        Assert.Contains("TickFlowNotFound", string.Join(' ', start.Messages), StringComparison.Ordinal);
    }
}
