using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http;

namespace GoTick.Host.Tests.Remote;

/// <summary>What servers, and things between, may answer.</summary>
public sealed class RemoteCallsTests
{
    private const string NoRuns = """{"items":[]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_WithAKey_SendsItToTheServerAlone()
    {
        await using StandInServer other = await StandInServer.StartAsync((c, _) => JsonAsync(c, NoRuns));
        await using StandInServer server = await StandInServer.StartAsync((c, n) =>
        {
            if (n == 1)
            {
                return JsonAsync(c, NoRuns);
            }

            c.Response.Redirect(other.Address + c.Request.Path);
            return Task.CompletedTask;
        });
        await using ITickClient client = await TickDoor.ConnectAsync(server.Address, apiKey: "gtk_s3cret", cancel: Stop);

        TickException error = await Assert.ThrowsAsync<TickException>(() => client.ListFlowsAsync(Stop));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
        Assert.All(server.Calls, c => Assert.Equal("Bearer gtk_s3cret", c.Key));
        Assert.Empty(other.Calls);
        Assert.DoesNotContain("s3cret", error.ToString() + client.StoreName + client, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "text/html", "<h1>no</h1>", TickErrorId.StoreInvalid, false)]
    [InlineData(404, "application/problem+json", """{"errorId":"TickRouteNotFound"}""", TickErrorId.StoreInvalid, false)]
    [InlineData(200, "text/html", "<h1>hello</h1>", TickErrorId.StoreInvalid, false)]
    [InlineData(204, null, "", TickErrorId.StoreInvalid, false)]
    [InlineData(401, "text/html", "", TickErrorId.StoreInvalid, false)]
    [InlineData(401, "application/problem+json", """{"errorId":"TickKeyInvalid","kind":"Security","detail":"no"}""", "TickKeyInvalid", false)]
    [InlineData(502, "text/html", "<h1>bad gateway</h1>", TickErrorId.StoreUnavailable, true)]
    [InlineData(504, "application/problem+json", "{", TickErrorId.StoreUnavailable, true)]
    [InlineData(503, "application/problem+json", """{"errorId":"TickStoreUnavailable","kind":"Unavailable"}""", TickErrorId.StoreUnavailable, true)]
    [InlineData(503, "application/problem+json", """{"errorId":"TickStoreInvalid","kind":"InvalidInput"}""", TickErrorId.StoreInvalid, true)]
    [InlineData(500, "application/problem+json", """{"errorId":"TickInternalError","kind":"Internal"}""", TickErrorId.InternalError, false)]
    [InlineData(409, "application/problem+json", """{"errorId":"TickSomethingNew","kind":"SomethingNew"}""", TickErrorId.StoreInvalid, false)]
    public async Task Connect_WhateverAnswers_IsAStableError(int status, string? type, string body, string errorId, bool isOutage)
    {
        await using StandInServer server = await StandInServer.StartAsync((c, _) => AnswerAsync(c, status, type, body));

        TickException error = await Assert.ThrowsAnyAsync<TickException>(() => TickDoor.ConnectAsync(server.Address, cancel: Stop));

        Assert.Equal((errorId, isOutage), (error.ErrorId, error is StoreUnavailableException));
    }

    [Fact]
    public async Task Get_AConnectionThatBreaks_IsTriedAgain()
    {
        await using StandInServer server = await StandInServer.StartAsync((c, n) => n == 2 ? AbortAsync(c) : JsonAsync(c, NoRuns));
        await using ITickClient client = await TickDoor.ConnectAsync(server.Address, cancel: Stop);

        Assert.Empty(await client.ListFlowsAsync(Stop));
        Assert.Equal(3, server.Calls.Count);
    }

    [Fact]
    public async Task Start_AnAnswerThatIsLost_IsOneRunUnderOneId()
    {
        List<string> bodies = [];
        await using StandInServer server = await StandInServer.StartAsync(async (c, n) =>
        {
            if (n == 1)
            {
                await JsonAsync(c, NoRuns);
                return;
            }

            bodies.Add(await new StreamReader(c.Request.Body).ReadToEndAsync());
            await (n == 2 ? AbortAsync(c) : JsonAsync(c, """{"id":"r","isNew":false}"""));
        });
        await using ITickClient client = await TickDoor.ConnectAsync(server.Address, cancel: Stop);

        StartResult result = await client.StartAsync(new StartRequest { Flow = "f" }, Stop);

        Assert.True(result.IsNew);
        Assert.Equal(2, bodies.Count);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.Contains("\"ifExists\":\"Return\"", bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnderAnIdOfTheCaller_IsNotRepeatedWhenTheAnswerIsLost()
    {
        await using StandInServer server = await StandInServer.StartAsync((c, n) => n == 1 ? JsonAsync(c, NoRuns) : AbortAsync(c));
        await using ITickClient client = await TickDoor.ConnectAsync(server.Address, cancel: Stop);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.StartAsync(new StartRequest { Flow = "f", Id = ItemId.ParseRoot("x") }, Stop));

        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task Connect_NobodyListens_IsAnOutage() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => TickDoor.ConnectAsync("http://127.0.0.1:1", cancel: Stop));

    [Fact]
    public async Task Direct_AServer_IsNotSupported()
    {
        await using StandInServer server = await StandInServer.StartAsync((c, _) => JsonAsync(c, NoRuns));
        await using ITickClient client = await TickDoor.ConnectAsync(server.Address, cancel: Stop);

        Assert.Equal(TickErrorId.NotSupported, Assert.Throws<TickException>(() => client.Direct()).ErrorId);
    }

    private static Task JsonAsync(HttpContext context, string json) => AnswerAsync(context, 200, "application/json", json);

    private static async Task AnswerAsync(HttpContext context, int status, string? type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        if (body.Length > 0)
        {
            await context.Response.WriteAsync(body);
        }
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
