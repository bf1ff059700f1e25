using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class LeakTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("$x = 1; $script:x = 1; $global:x = 1", "$null -eq $x -and $null -eq $global:x")]
    [InlineData("function F { }; function global:F { }", "-not $ExecutionContext.InvokeCommand.GetCommand('F', 'All')")]
    [InlineData("function global:Note { 'mine' }", "$null -eq (Note x)")]
    [InlineData("$ExecutionContext.SessionState.InvokeProvider.Item.Set('alias:zz', 'Note')", "-not $ExecutionContext.InvokeCommand.GetCommand('zz', 'All')")]
    [InlineData("$global:ErrorActionPreference = 'Stop'; $global:VerbosePreference = 'Continue'", "$ErrorActionPreference -eq 'Continue' -and $VerbosePreference -eq 'SilentlyContinue'")]
    [InlineData("$PSDefaultParameterValues['*:Name'] = 'x'; $global:PSDefaultParameterValues['*:ErrorAction'] = 'Stop'", "$PSDefaultParameterValues.Count -eq 0")]
    [InlineData("$env:GOTICK_LEAK = 'x'", "$null -eq $env:GOTICK_LEAK")]
    [InlineData("$env:PATH = 'x'", "$env:PATH -ne 'x'")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation('/')", "$pwd.ProviderPath -eq $PSScriptRoot")]
    [InlineData("$ExecutionContext.SessionState.Path.PushCurrentLocation('s'); $ExecutionContext.SessionState.Path.PushCurrentLocation('')", "$ExecutionContext.SessionState.Path.LocationStack('').Count -eq 0")]
    [InlineData("Write-Streams Error x; trap { continue }", "$Error.Count -eq 0")]
    [InlineData("[CultureInfo]::CurrentCulture = [CultureInfo]::new(''); [CultureInfo]::CurrentUICulture = [CultureInfo]::new('')", "[CultureInfo]::CurrentCulture.Equals([CultureInfo]::InvariantCulture)")]
    [InlineData("$null = $ExecutionContext.Events.SubscribeEvent($null, $null, 'leak', $null, { }, $true, $false)", "@($ExecutionContext.Events.Subscribers).Count -eq 0")]
    [InlineData("$ExecutionContext.InvokeCommand.PreCommandLookupAction = { }", "$null -eq $ExecutionContext.InvokeCommand.PreCommandLookupAction")]
    [InlineData("$null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('Leak', $ExecutionContext.SessionState.Drive.Current.Provider, '/', '', $null), 'global')", "@($ExecutionContext.SessionState.Drive.GetAll().Name) -notcontains 'Leak'")]
    [InlineData("Set-StrictMode -Version Latest", "$null -eq $undefined")]
    [InlineData("$global:LASTEXITCODE = 4", "$null -eq $LASTEXITCODE")]
    [InlineData("exit 3", "$true")]
    [InlineData("Set-TickState s 1", "$null -eq (Get-TickState s)")]
    public async Task Run_ThatLeavesSomething_IsNotSeenByTheNext(string first, string check)
    {
        RunView before = await _rig.RunAsync(first);
        Assert.True(before.Status == RunStatus.Completed || before.ExitCode == 3, before.Error?.Message);

        Assert.Equal(true, await _rig.OutputAsync(check));
    }

    [Fact]
    public async Task Runs_ThatLeaveNothing_ShareOneSlot()
    {
        for (int i = 0; i < 5; i++)
        {
            await _rig.OutputAsync("$global:x = 1; function global:F { }; Start-TickSleep -Milliseconds 5; 1");
        }

        Assert.Equal(1, _rig.SlotsMade);
    }

    [Theory]
    [InlineData("$null = $ExecutionContext.Events.SubscribeEvent($null, $null, 'leak', $null, { }, $true, $false)")]
    [InlineData("Import-Module ([System.Management.Automation.PSModuleInfo]::new('leak', $null, $null, { }))")]
    public async Task Run_ThatLeavesWhatCannotBePutBack_CostsItsSlot(string text)
    {
        RunView run = await _rig.RunAsync("#Requires -Version 7.0\n" + text.Replace("Import-Module ([System.Management.Automation.PSModuleInfo]::new('leak', $null, $null, { }))", "New-Module -Name leak { } | Import-Module", StringComparison.Ordinal));
        Assert.Equal(RunStatus.Completed, run.Status);
        await _rig.OutputAsync("1");

        Assert.True(_rig.SlotsMade > 1);
    }

    [Fact]
    public async Task WorkingDirectory_OfARun_IsWhereItStarts()
    {
        RunView run = await _rig.RunAsync("if ($pwd.ProviderPath -eq '/') { exit 0 } else { exit 1 }", new Hashtable(), "/");

        Assert.Equal(RunStatus.Completed, run.Status);
    }
}
