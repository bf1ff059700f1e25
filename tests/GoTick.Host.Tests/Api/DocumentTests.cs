using System.Net;
using System.Text.Json.Nodes;
using GoTick.Core.Stores;
using GoTick.Host.Api;

namespace GoTick.Host.Tests.Api;

/// <summary>The description of the API, the page to try it, and what balancers ask.</summary>
public sealed class DocumentTests : IAsyncLifetime
{
    private ApiRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await ApiRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Document_EachRoute_HasASummaryAndItsErrors()
    {
        ApiRig.Answer answer = await _rig.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        JsonObject paths = answer.Json!["paths"]!.AsObject();
        Assert.Contains("/api/v1/runs/{id}/events", paths.Select(p => p.Key));
        Assert.All(
            paths.SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!),
            o =>
            {
                Assert.NotEmpty((string)o["summary"]!);
                Assert.NotNull(o["responses"]!["default"]!["content"]!["application/problem+json"]);
            });
        JsonNode run = answer.Json["components"]!["schemas"]!["RunView"]!["properties"]!;
        Assert.Equal("date-time", (string?)run["created"]!["format"]);
    }

    [Fact]
    public async Task Docs_ThePage_NeedsNoInlineScriptAndNoOtherSite()
    {
        ApiRig.Answer page = await _rig.GetAsync("/api/docs/index.html");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)[^>]*>", page.Text);
        Assert.DoesNotContain("<style", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_AStoreThatDoesNotAnswer_IsAliveAndNotReady()
    {
        Assert.Equal(HttpStatusCode.OK, (await _rig.GetAsync("/readyz")).Status);
        await _rig.Client.Store.DisposeAsync();
        Assert.Equal(HttpStatusCode.OK, (await _rig.GetAsync("/healthz")).Status);
    }
}
