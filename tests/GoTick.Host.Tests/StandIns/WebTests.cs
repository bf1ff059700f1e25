using System.Management.Automation;

namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class WebTests : IDisposable
{
    private readonly LoopbackServer _server = new();
    private readonly StandInSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("(Invoke-RestMethod $u/json).a[1]; (Invoke-RestMethod $u/xml).r.v; irm $u/text; irm $u/moved", "2|7|hello|hello")]
    [InlineData("irm $u/echo -Body @{ q = 'a b' }", "GET ?q=a+b    ")]
    [InlineData("irm $u/echo -Method Post -Body @{ q = 'ä' }", "POST  application/x-www-form-urlencoded   q=%C3%A4")]
    [InlineData("irm $u/echo -Method Put -Body '{}' -ContentType application/json -Headers @{ 'X-Test' = 'h' }", "PUT  application/json h  {}")]
    [InlineData("(irm $u/echo -Method Post -Form @{ f = 'v' }) -match 'form-data; name=f'", "True")]
    [InlineData("irm $u/json -StatusCodeVariable s -ResponseHeadersVariable h | Out-Null; $s; $h['x-answer']", "200|yes")]
    [InlineData("(irm $u/missing -SkipHttpErrorCheck -StatusCodeVariable s).error; $s", "gone|404")]
    [InlineData("irm $u/text -OutFile out.txt; Get-Content out.txt", "hello")]
    [InlineData("irm $u/echo -Authentication Bearer -Token ([Net.NetworkCredential]::new('', 't').SecurePassword) -AllowUnencryptedAuthentication", "GET    Bearer t ")]
    [InlineData("irm $u/missing", "!WebCmdletWebResponseException,~InvokeRestMethodCommand")]
    [InlineData("try { irm $u/missing } catch { $_.ErrorDetails.Message; [int]$_.Exception.Response.StatusCode; $_.Exception.Message }", "{\"error\":\"gone\"}|404|Response status code does not indicate success: 404 (Not Found).")]
    [InlineData("irm $u/echo -Authentication Bearer -Token ([Net.NetworkCredential]::new('', 't').SecurePassword)", "!WebCmdletAllowUnencryptedAuthenticationRequiredException,~InvokeRestMethodCommand")]
    [InlineData("irm $u/echo -Authentication Basic", "!WebCmdletAuthenticationCredentialNotSuppliedException,~InvokeRestMethodCommand")]
    [InlineData("irm $u/echo -Method Post -Body x -ContentType ';'", "!WebCmdletContentTypeException,~InvokeRestMethodCommand")]
    [InlineData("irm $u/hang -TimeoutSec 1", "!OperationTimeoutReached,~InvokeRestMethodCommand")]
    [InlineData("$r = Invoke-WebRequest $u/json; $r.StatusCode; $r.Content; $r.Headers['X-Answer']; $r.StatusDescription", "200|{\"a\":[1,2]}|yes|OK")]
    [InlineData("(iwr $u/bytes).Content -join ','; (iwr $u/bytes).RawContentLength", "65,66|2")]
    [InlineData("(iwr $u/moved -MaximumRedirection 0 -SkipHttpErrorCheck).StatusCode", "302")]
    [InlineData("iwr $u/missing", "!WebCmdletWebResponseException,~InvokeWebRequestCommand")]
    [InlineData("iwr $u/text -PassThru", "!WebCmdletOutFileMissingException,~InvokeWebRequestCommand")]
    public void Request_ToALoopbackServer_AnswersAsInPowerShell(string script, string expected)
        => Assert.Equal(expected, _session.Run($"$u = '{_server.Address}'; {script}"));

    [Fact]
    public async Task Stop_WhileTheServerIsSilent_CancelsTheRequest()
    {
        using System.Management.Automation.PowerShell shell = _session.NewShell($"Invoke-RestMethod {_server.Address}/hang");
        Task run = shell.InvokeAsync();
        await _server.Hanging.Task;

        await shell.StopAsync(null, null);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
    }
}
