using System.Net;
using System.Net.Sockets;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Api;

/// <summary>What is wrong is told, and the server stays up.</summary>
public sealed class BadRequestTests(SharedRig shared) : IClassFixture<SharedRig>, IAsyncDisposable
{
    private readonly ApiRig _rig = shared.Rig;

    public async ValueTask DisposeAsync() => Assert.Equal(HttpStatusCode.OK, (await _rig.GetAsync("/api/v1/runs/run")).Status);

    [Theory]
    [InlineData("POST", "/api/v1/runs", "{")]
    [InlineData("POST", "/api/v1/runs", "")]
    [InlineData("POST", "/api/v1/runs", "null")]
    [InlineData("POST", "/api/v1/runs", "[]")]
    [InlineData("POST", "/api/v1/runs", "\"x\"")]
    [InlineData("POST", "/api/v1/runs", "{}")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","nope":1}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","flow":"flow"}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":null}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":1}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","tags":null}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","tags":[null,1]}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","ifExists":1}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","ifExists":"Maybe"}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","at":"soon"}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","delay":1e300}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","arguments":{"Text":1,"text":2}}""")]
    [InlineData("POST", "/api/v1/runs", """{"flow":"flow","arguments":{"Text":1e999}}""")]
    [InlineData("POST", "/api/v1/runs/run/signals", """{"value":1}""")]
    [InlineData("POST", "/api/v1/runs/run/signals", """{"name":"s","value":{"$clixml":"zz"}}""")]
    [InlineData("POST", "/api/v1/runs/run/cancel", """{"reason":1}""")]
    [InlineData("POST", "/api/v1/runs/run/suspend", "[1]")]
    [InlineData("POST", "/api/v1/runs/run/restart", """{"arguments":3}""")]
    [InlineData("POST", "/api/v1/runs/run/approvals", """{"comment":"x"}""")]
    [InlineData("POST", "/api/v1/runs/run/branches", """{"gate":"x"}""")]
    [InlineData("PUT", "/api/v1/flows/x", """{"files":[]}""")]
    [InlineData("PUT", "/api/v1/flows/x", """{"files":[{"path":"../x.ps1","text":"1"}]}""")]
    [InlineData("PUT", "/api/v1/flows/x", """{"files":[{"path":"x.ps1","text":"[TickFlow(Name='y')] param()"}]}""")]
    [InlineData("PUT", "/api/v1/schedules/s", """{"flow":"flow"}""")]
    [InlineData("POST", "/api/v1/schedules/s/run", """{"x":1}""")]
    [InlineData("PUT", "/api/v1/limits/flow:x", """{"concurrency":"two"}""")]
    public async Task Call_ABodyThatDoesNotFit_IsTickArgumentInvalidWithoutNamesOfOurTypes(string method, string path, string body)
    {
        ApiRig.Answer answer = await _rig.CallAsync(method, path, body);

        Assert.Equal((400, "TickArgumentInvalid"), answer.Refusal);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.DoesNotContain("GoTick.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AnUnknownField_IsNamed()
    {
        ApiRig.Answer answer = await _rig.PostAsync("/api/v1/runs", """{"flow":"flow","argument":{}}""");

        Assert.Contains("'argument'", (string)answer.Json!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AnotherMediaType_Is415()
    {
        using var content = new StringContent("""{"flow":"flow"}""", Encoding.UTF8, "text/plain");
        using HttpResponseMessage answer = await _rig.Http.PostAsync("/api/v1/runs", content);
        using HttpResponseMessage form = await _rig.Http.PostAsync("/api/v1/runs/run/suspend", new FormUrlEncodedContent([]));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("TickContentTypeRefused", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }

    [Fact]
    public async Task Call_AnotherMethod_Is405WithThoseThatWork()
    {
        ApiRig.Answer answer = await _rig.CallAsync("PATCH", "/api/v1/runs/run", "{}");

        Assert.Equal((405, "TickMethodNotAllowed"), answer.Refusal);
    }

    [Theory]
    [InlineData(9 * 1024 * 1024)] // over what a body may have
    [InlineData(1024 * 1024 + 1)] // over what a value may have
    public async Task Start_AnArgumentOverTheLimit_Is413(int length)
    {
        string body = $$"""{"flow":"flow","arguments":{"Text":"{{new string('x', length)}}"} }""";

        ApiRig.Answer answer = await _rig.CallAsync("POST", "/api/v1/runs", body, ("Expect", "100-continue"));

        Assert.Equal((413, "TickPayloadTooLarge"), answer.Refusal);
    }

    [Fact]
    public async Task Start_AValueOfTheLimitInItsLongestForm_IsTaken()
    {
        // Each character is six bytes in JSON, and one in the store.
        string text = string.Concat(Enumerable.Repeat("\\u0001", Payload.MaxBytes - 1_000));

        ApiRig.Answer answer = await _rig.PostAsync("/api/v1/runs", $$"""{"flow":"flow","arguments":{"Text":"{{text}}"} }""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Theory]
    [InlineData("arguments", 100_000)]
    [InlineData("arguments", 100)]
    public async Task Start_DeeplyNestedJson_IsRefused(string field, int depth)
    {
        string deep = new string('[', depth) + new string(']', depth);

        ApiRig.Answer answer = await _rig.PostAsync("/api/v1/runs", $$$"""{"flow":"flow","{{{field}}}":{"Text":{{{deep}}}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task Start_DeeplyNestedStoredValue_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("[1:", 300_000)) + "n0:";

        ApiRig.Answer answer = await _rig.PostAsync("/api/v1/runs", $$$"""{"flow":"flow","arguments":{"$clixml":"{{{deep}}}"}}""");

        Assert.Equal((400, "TickArgumentInvalid"), answer.Refusal);
    }

    [Theory]
    [InlineData("GET /api/v1/flows/../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("GET /api/v1/flows/..%2F..%2F..%2Fetc%2Fpasswd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("GET /api/v1/versions/%2e%2e%2f%2e%2e HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("GET /api/v1/runs/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "400")]
    [InlineData("GET /api/docs/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    public async Task Call_ARawRequest_IsAnswered(string request, string status) => Assert.Equal(status, await RawAsync(request));

    [Fact]
    public async Task Call_AHeaderBomb_IsCutOff()
    {
        string big = $"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Big: {new string('a', 100_000)}\r\n\r\n";
        string many = $"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n{string.Concat(Enumerable.Range(0, 1_000).Select(i => $"X-{i}: 1\r\n"))}\r\n";
        string longLine = $"GET /{new string('a', 100_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

        Assert.Equal("431", await RawAsync(big));
        Assert.Equal("431", await RawAsync(many));
        Assert.Equal("414", await RawAsync(longLine));
    }

    /// <summary>The status of an answer to bytes that no client would send.</summary>
    private async Task<string> RawAsync(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_rig.Address.Host, _rig.Address.Port);
        NetworkStream stream = tcp.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // The server has answered already, and closed.
        }

        byte[] answer = new byte[12];
        int read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(answer, 0, read)[9..];
    }
}
