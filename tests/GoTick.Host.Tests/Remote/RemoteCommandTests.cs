using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Host.Tests.Api;
using GoTick.Host.Tests.Processes;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Tests.Remote;

/// <summary>The cmdlets and the command line on a server.</summary>
[Collection(ProcessTests.Name)]
public sealed class RemoteCommandTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(FlowSession.Create(GoTick.Host.StandIns.StandIns.AddTo));
    private ApiRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await ApiRig.StartAsync();
        _runspace.Open();
        await _rig.StartWorkerAsync();
        _folder.Write("demo/order.ps1", "param([Parameter(Mandatory)] [int] $OrderId)\nInvoke-TickTask close { Write-Host \"closing $OrderId\" }\n$a = (Wait-TickApproval ok -Message 'Really?').Approved\n$s = Wait-TickSignal go\n\"$OrderId $a $s\"");
        _folder.Write("fans.ps1", "param([switch] $Hold) 1, 2 | Invoke-TickParallel b { Get-TickMemo m { 1 }; if ($using:Hold) { Start-TickSleep -Seconds 600 } }");
        _folder.Write("short.ps1", "param([int] $N = 1) $n = Get-TickMemo m { $N }; $n");
    }

    public async ValueTask DisposeAsync()
    {
        Run("Disconnect-Tick");
        _runspace.Dispose();
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Cmdlets_AroundFlows_WorkAsOverAStore()
    {
        string server = _rig.Address.AbsoluteUri.TrimEnd('/');

        Assert.Equal(server, Text($"(Connect-Tick {server}).Store"));
        Assert.Equal("demo/order,fans,short", Text($"((Register-TickFlow '{_folder.Path}').Name | Sort-Object) -join ','"));
        Assert.Equal("OrderId", Text("(Get-TickFlow demo/order).Parameters[0].Name"));
        Assert.Equal($"o1 {server}", Text("$r = Start-TickFlow demo/order -OrderId 42 -Id o1 -Tag t; \"$($r.Id) $($r.Store)\""));
        Assert.Equal("Really?", Text("while (-not ($a = Get-TickApproval)) { } $a.Message"));
        Assert.Equal("True", Text("$null = Approve-TickApproval o1 -Comment fine; Send-TickSignal o1 go 7; (Wait-TickRun o1).Status -eq 'Completed'"));
        Assert.Equal("42 True 7", Text("Receive-TickRun o1"));
        Assert.Equal("close,ok,go", Text("(Get-TickStep o1).Name -join ','"));
        Assert.Equal("b[0],b[1]", Text("Start-TickFlow fans -Id f1 -Wait | Out-Null; ((Get-TickStep f1 -Recurse | Where-Object Kind -ne Branch).Branch | Select-Object -Unique) -join ','"));
        Assert.Equal("m,m", Text("$w = Start-TickFlow fans -Hold -Id f2; while (($s = @(Get-TickStep f2 m -Recurse)).Count -lt 2) { } $s.Name -join ','"));
        Assert.Equal("Canceled", Text("Stop-TickRun f2 -Force -Confirm:$false | Out-Null; (Wait-TickRun f2).Status"));
        Assert.Equal("closing 42", Text("(Get-TickLog o1).Text"));
        Assert.Equal("o1", Text("(Get-TickRun -Tag t).Id"));
        Assert.Equal("5", Text("Start-TickFlow short -N 5 -Wait"));
        Assert.Equal("6", Text("Start-TickFlow short -N 5 -Id s1 -Wait | Out-Null; $m = Restart-TickRun s1 -Arguments @{ N = 6 }; Receive-TickRun $m.Id -Wait"));
        Assert.Equal("Suspended Canceled", Text("$w = Start-TickFlow demo/order -OrderId 1 -Id o2; $null = Suspend-TickRun o2; $a = (Wait-TickRun o2).Status; $null = Resume-TickRun o2; Stop-TickRun o2 -Force -Confirm:$false | Out-Null; \"$a $((Wait-TickRun o2).Status)\""));
        Assert.Equal("0", Text("Remove-TickRun o2 -Confirm:$false; @(Get-TickRun | Where-Object Id -eq o2).Count"));
        Assert.Equal("nightly 0", Text("$s = Register-TickSchedule nightly -Flow short -Cron '0 2 * * *'; Unregister-TickSchedule nightly -Confirm:$false; \"$($s.Name) $(@(Get-TickSchedule).Count)\""));
        Assert.Equal("flow:short 2", Text("$null = Set-TickLimit short -Concurrency 2; $l = Get-TickLimit short; Remove-TickLimit short -Confirm:$false; \"$($l.Name) $($l.Concurrency)\""));
        Assert.Equal("True", Text("Suspend-TickQueue slow | Out-Null; (Get-TickQueue slow).IsPaused; Resume-TickQueue slow | Out-Null"));
        Assert.Equal("1", Text("@(Get-TickWorker).Count"));
        Assert.Equal("o9", Text($"$f = Export-TickRun o1 '{_folder.Path}'; (Import-TickRun '{_folder.File("o1.tickrun")}' -Id o9).Id"));
        Assert.Equal("o1", Text("Get-TickRun o1 | Wait-TickRun | ForEach-Object Id"));
        Assert.Equal("False", Text("Unregister-TickFlow short -Confirm:$false; 'short' -in (Get-TickFlow).Name"));
    }

    [Theory]
    [InlineData("Start-TickWorker", "TickNotSupported")]
    [InlineData("Test-TickStore", "TickNotSupported")]
    [InlineData("Test-TickFlow '{0}' -AgainstRuns", "TickNotSupported")]
    [InlineData("Get-TickRun nope", "TickRunNotFound")]
    [InlineData("Start-TickFlow nope", "TickFlowNotFound")]
    [InlineData("Get-TickRun -Store http://example.invalid", "TickStoreInvalid")]
    [InlineData("Connect-Tick https://u:s3cret@example.invalid", "TickStoreInvalid")]
    public void Cmdlets_WhatCannotBe_HasItsStableId(string script, string errorId)
    {
        Run($"$null = Connect-Tick {_rig.Address.AbsoluteUri}");

        ErrorRecord error = Assert.Single(Run(string.Format(null, script, _folder.File("short.ps1"))).Errors);

        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("s3cret", error.ToString() + error.Exception + error.TargetObject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfConnectTickOrTheEnvironment_IsSentAndNeverShown()
    {
        await using StandInServer server = await StandInServer.StartAsync(async (c, _) =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.Body.WriteAsync("""{"items":[]}"""u8.ToArray());
        });
        const string secure = "$k = [securestring]::new(); 'gtk_s3cret'.ToCharArray() | ForEach-Object { $k.AppendChar($_) }";

        string shown = Text($$"""{{secure}}; $c = Connect-Tick {{server.Address}} -ApiKey $k; $null = Get-TickFlow; "$c $(($c.PSObject.Properties | ForEach-Object { $_.Value }) -join ' ')" """);
        Run("Disconnect-Tick");
        await using Gotick list = Gotick.StartWith(new Dictionary<string, string> { ["GOTICK_API_KEY"] = "gtk_0ther" }, _folder.Path, "list", "--store", server.Address);
        int exit = await list.ExitAsync();

        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.Equal(["Bearer gtk_0ther", "Bearer gtk_s3cret"], server.Calls.Select(c => c.Key).Distinct().Order());
    }

    [Fact]
    public async Task CommandLine_OnAServer_WorksAsOverAStore()
    {
        string server = _rig.Address.AbsoluteUri;
        Run($"$null = Connect-Tick {server}; Register-TickFlow '{_folder.Path}'");

        Assert.Equal(["5"], await GotickAsync("start", "--wait", "--id", "c1", "short", "-N", "5"));
        Assert.Contains(await GotickAsync("list", "--json"), l => l.Contains("\"c1\"", StringComparison.Ordinal));
        Assert.Contains(await GotickAsync("show", "c1"), l => l.Contains("✓ memo   m", StringComparison.Ordinal));
        Assert.Equal(["c1@r2"], await GotickAsync("restart", "c1", "-N", "6"));
        Assert.Contains(await GotickAsync("queues", "list"), l => l.StartsWith("default", StringComparison.Ordinal));
        string key = Assert.Single(await GotickAsync("keys", "create", "--name", "ci", "--scope", "read"));
        string id = key.Split('_')[1];
        Assert.Contains(await GotickAsync("keys", "list", "--json"), l => l.Contains(id, StringComparison.Ordinal));
        await GotickAsync("keys", "revoke", id);
        Assert.EndsWith("revoked", (await GotickAsync("keys", "list"))[^1], StringComparison.Ordinal);
        Assert.NotEmpty(await GotickAsync("audit", "--action", "revoke-key"));
        await using Gotick worker = await Gotick.RunAsync(_folder.Path, "worker", "--store", server);
        Assert.Equal(2, worker.ExitCode);
        Assert.Contains(worker.Messages, m => m.Contains("TickNotSupported", StringComparison.Ordinal));
        await using Gotick away = await Gotick.RunAsync(_folder.Path, "list", "--store", "http://127.0.0.1:1");
        Assert.Equal(5, away.ExitCode);

        async Task<IReadOnlyList<string>> GotickAsync(string command, params string[] words)
        {
            string[] head = command is "queues" or "keys" ? [command, words[0], "--store", server, .. words[1..]] : [command, "--store", server, .. words];
            await using Gotick process = await Gotick.RunAsync(_folder.Path, head);
            Assert.True(process.ExitCode == 0, process.ToString());
            return process.Output;
        }
    }

    private string Text(string script)
    {
        (IReadOnlyList<PSObject> output, IReadOnlyList<ErrorRecord> errors) = Run(script);
        Assert.Empty(errors.Select(e => $"{script}: {e.FullyQualifiedErrorId}: {e.Exception.Message}"));
        return string.Join(",", output.Select(o => o?.ToString()));
    }

    private (IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors) Run(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        PSDataCollection<PSObject> output = [];
        try
        {
            shell.AddScript(script).Invoke(null, output);
            return ([.. output], [.. shell.Streams.Error]);
        }
        catch (RuntimeException e)
        {
            return ([.. output], [.. shell.Streams.Error, e.ErrorRecord]);
        }
    }
}
