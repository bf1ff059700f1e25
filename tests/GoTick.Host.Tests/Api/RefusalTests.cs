namespace GoTick.Host.Tests.Api;

/// <summary>What does not fit, or is not there, is a problem with its stable id.</summary>
public sealed class RefusalTests(SharedRig shared) : IClassFixture<SharedRig>
{
    private readonly ApiRig _rig = shared.Rig;

    [Theory]
    [InlineData("""{"flow":"demo/close-order"}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":"x"}}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1,"Region":"mars"}}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1,"Nope":1}}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":[1]}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"$clixml":"zzz"}}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1},"id":"a b"}""", 400, "TickRunIdInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1},"priority":101}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1},"delay":-1}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"demo/close-order","arguments":{"OrderId":1},"delay":1,"at":"2030-01-01"}""", 400, "TickArgumentInvalid")]
    [InlineData("""{"flow":"nope"}""", 404, "TickFlowNotFound")]
    public async Task Start_WhatDoesNotFit_IsRefusedAndNothingIsStored(string body, int status, string errorId)
    {
        ApiRig.Answer answer = await _rig.PostAsync("/api/v1/runs", body);

        Assert.Equal((status, errorId), answer.Refusal);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal("run", Assert.Single(await _rig.Client.ListRunsAsync().ToListAsync()).Id.Text);
    }

    [Theory]
    [InlineData("/api/v1/runs?limit=0", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?limit=x", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?status=Nope", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?statsu=Failed", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/workers?x=1", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?since=yesterday", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?after=zzz", 400, "TickCursorInvalid")]
    [InlineData("/api/v1/runs?ended=true", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs?ended=true&status=Running", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/runs/nope", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/steps", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/journal", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/log", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/wait", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/events", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/export", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope/output", 404, "TickRunNotFound")]
    [InlineData("/api/v1/runs/nope?values=other", 404, "TickRunNotFound")]
    [InlineData("/api/v1/flows?values=other", 400, "TickArgumentInvalid")]
    [InlineData("/api/v1/flows/nope", 404, "TickFlowNotFound")]
    [InlineData("/api/v1/versions/nope", 404, "TickFlowNotFound")]
    [InlineData("/api/v1/schedules/nope", 404, "TickScheduleNotFound")]
    [InlineData("/api/v1/limits/flow%3Anope", 404, "TickLimitNotFound")]
    [InlineData("/api/v1/nope", 404, "TickRouteNotFound")]
    [InlineData("/api/nope", 404, "TickRouteNotFound")]
    public async Task Get_WhatIsNotThere_IsAProblemWithItsId(string path, int status, string errorId)
    {
        ApiRig.Answer answer = await _rig.GetAsync(path);

        Assert.Equal((status, errorId), answer.Refusal);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(("urn:gotick:" + errorId, status), ((string?)answer.Json!["type"], (int)answer.Json["status"]!));
    }
}
