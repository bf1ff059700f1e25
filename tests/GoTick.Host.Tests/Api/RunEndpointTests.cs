using System.Net;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Api;

/// <summary>Starting, listing and showing runs over HTTP.</summary>
public sealed class RunEndpointTests : IAsyncLifetime
{
    internal const string CloseOrder = "param([Parameter(Mandatory)] [int] $OrderId, [ValidateSet('eu', 'us')] [string] $Region = 'eu', [datetime] $On, [switch] $Dry, [object] $Any)\n$OrderId";
    private ApiRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await ApiRig.StartAsync();
        await _rig.PublishAsync("demo/close-order", CloseOrder);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Start_RightArguments_StoresThemAsStartTickFlowWould()
    {
        ApiRig.Answer answer = await _rig.PostAsync(
            "/api/v1/runs",
            """{"flow":"Demo/Close-Order","arguments":{"orderid":"42","Region":"US","on":"2026-01-31","dry":true,"any":{"a":[1,2.5,"x",null]}},"id":"o-42","tags":["t"],"priority":7}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("/api/v1/runs/o-42", answer.Location);
        Assert.True((bool)answer.Json!["isNew"]!);
        RunView run = await _rig.Client.GetRunAsync(ItemId.ParseRoot("o-42"));
        var arguments = (System.Collections.Specialized.OrderedDictionary)ValueCodec.Decode(run.Arguments)!;
        Assert.Equal(["OrderId", "Region", "On", "Dry", "Any"], arguments.Keys.Cast<string>());
        Assert.Equal((42, "US", new DateTime(2026, 1, 31), true), ((int)arguments["OrderId"]!, (string)arguments["Region"]!, (DateTime)arguments["On"]!, (bool)arguments["Dry"]!));
        Assert.Equal([1, 2.5, "x", null], (object?[])((System.Collections.IDictionary)arguments["Any"]!)["a"]!);
        Assert.Equal(7, run.Priority);
        Assert.Equal(["t"], run.Tags);
    }

    [Fact]
    public async Task Start_TheSameIdempotencyKey_IsTheSameRunAndOtherArgumentsAreAConflict()
    {
        const string body = """{"flow":"demo/close-order","arguments":{"OrderId":1}}""";
        ApiRig.Answer first = await _rig.CallAsync("POST", "/api/v1/runs", body, ("Idempotency-Key", "k1"));
        ApiRig.Answer again = await _rig.CallAsync("POST", "/api/v1/runs", body, ("Idempotency-Key", "k1"));
        ApiRig.Answer other = await _rig.CallAsync("POST", "/api/v1/runs", body, ("Idempotency-Key", "k2"));
        ApiRig.Answer conflict = await _rig.CallAsync("POST", "/api/v1/runs", body.Replace(":1", ":2", StringComparison.Ordinal), ("Idempotency-Key", "k1"));
        ApiRig.Answer restart = await _rig.CallAsync("POST", "/api/v1/runs", """{"flow":"demo/close-order","arguments":{"OrderId":1},"ifExists":"Restart"}""", ("Idempotency-Key", "k1"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.Status, again.Status, other.Status));
        Assert.Equal((string?)first.Json!["id"], (string?)again.Json!["id"]);
        Assert.NotEqual((string?)first.Json!["id"], (string?)other.Json!["id"]);
        Assert.Equal((409, "TickRunConflict"), conflict.Refusal);
        Assert.Equal((400, "TickArgumentInvalid"), restart.Refusal);
        Assert.Equal(2, (await _rig.Client.ListRunsAsync().ToListAsync()).Count);
    }

    [Fact]
    public async Task List_Pages_FollowEachOtherByNextAndLinkWithoutGapOrOverlap()
    {
        for (int i = 0; i < 7; i++)
        {
            await _rig.PostAsync("/api/v1/runs", $$"""{"flow":"demo/close-order","arguments":{"OrderId":{{i}}},"id":"r{{i}}","tags":["{{(i % 2 == 0 ? "even" : "odd")}}"]}""");
        }

        List<string> seen = [];
        string? path = "/api/v1/runs?limit=3&flow=demo/close-order&status=Queued&status=Running";
        while (path is not null)
        {
            ApiRig.Answer page = await _rig.GetAsync(path);
            seen.AddRange(page.Json!["items"]!.AsArray().Select(r => (string)r!["id"]!));
            string? link = page.Headers.TryGetValues("Link", out IEnumerable<string>? links) ? links.Single() : null;
            Assert.Equal((string?)page.Json["next"] is null, link is null);
            path = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
        }

        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], seen);
        ApiRig.Answer odd = await _rig.GetAsync("/api/v1/runs?tag=odd");
        Assert.Equal(["r5", "r3", "r1"], odd.Json!["items"]!.AsArray().Select(r => (string)r!["id"]!));
    }

    [Fact]
    public async Task Show_ARunWithValues_IsPlainJsonAndTypedWhenAsked()
    {
        await _rig.PublishAsync("values", "Get-TickMemo m { @{ a = 1; when = [datetime]'2026-01-02'; t = [timespan]'00:01' } } | Out-Null\nWrite-Host '<b>'\n[pscustomobject]@{ sum = 3L; text = '<script>alert(1)</script>' }");
        await _rig.StartWorkerAsync();
        ItemId id = await _rig.StartRunAsync("values", "v1");

        ApiRig.Answer waited = await _rig.GetAsync("/api/v1/runs/v1/wait?timeoutSeconds=30");
        ApiRig.Answer steps = await _rig.GetAsync("/api/v1/runs/v1/steps");
        ApiRig.Answer output = await _rig.GetAsync("/api/v1/runs/v1/output");
        ApiRig.Answer typed = await _rig.GetAsync("/api/v1/runs/v1/output?values=typed");
        ApiRig.Answer journal = await _rig.GetAsync("/api/v1/runs/v1/journal?limit=2");
        ApiRig.Answer log = await _rig.GetAsync("/api/v1/runs/v1/log");

        Assert.Equal("Completed", (string?)waited.Json!["status"]);
        JsonNode memo = steps.Json!["items"]![0]!;
        Assert.Equal(("m", "Memo", 1), ((string?)memo["key"], (string?)memo["kind"], (int)memo["value"]!["a"]!));
        Assert.Equal(3, (int)output.Json!["sum"]!);
        Assert.DoesNotContain("<script>", output.Text, StringComparison.Ordinal);
        RunView run = await _rig.Client.GetRunAsync(id);
        Assert.Equal(run.Output.Text, (string?)typed.Json!["$clixml"]);
        Assert.Equal("RunStarted", (string?)journal.Json!["items"]![0]!["event"]);
        Assert.Equal("values", (string?)journal.Json!["items"]![0]!["flow"]);
        Assert.Equal("2", (string?)journal.Json!["next"]);
        Assert.Equal("<b>", (string?)log.Json!["items"]![0]!["record"]!["text"]);
    }

    [Fact]
    public async Task Wait_ARunThatGoesOn_AnswersWithoutContentWhenTheTimeIsOver()
    {
        await _rig.StartRunAsync("demo/close-order", "r");

        ApiRig.Answer answer = await _rig.GetAsync("/api/v1/runs/r/wait?timeoutSeconds=0.05");

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal((400, "TickArgumentInvalid"), (await _rig.GetAsync("/api/v1/runs/r/wait?timeoutSeconds=61")).Refusal);
        Assert.Equal((409, "TickRunNotTerminal"), (await _rig.GetAsync("/api/v1/runs/r/output")).Refusal);
        Assert.Equal((409, "TickRunNotTerminal"), (await _rig.CallAsync("DELETE", "/api/v1/runs/r")).Refusal);
    }
}
