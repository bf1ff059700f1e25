using System.Management.Automation;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class LimitCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public LimitCommandsTests()
    {
        _rig.Write("plain", "'done'");
        _rig.Write("deploy", "[TickFlow(ConcurrencyKey = 'deploy-{Server}', MaxConcurrency = 1)] param([Parameter(Mandatory)] $Server, $X) Start-TickSleep -Seconds 3600");
        _rig.Invoke($"$null = Connect-Tick '{_rig.Store}'");
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("Set-TickLimit plain -PerMinute 10 -PassThru", "flow:plain   10  True")]
    [InlineData("Set-TickLimit plain -Concurrency 2 -PassThru", "flow:plain 2    True")]
    [InlineData("Set-TickLimit key:Web01 -PerSecond 5 -Concurrency 2 -PassThru", "key:web01 2 5   True")]
    [InlineData("'step:mail' | Set-TickLimit -PerHour 7 -PassThru", "step:mail    7 True")]
    [InlineData("Set-TickLimit plain -PerHour 7; Set-TickLimit plain -Concurrency 1; Get-TickLimit plain", "flow:plain 1    True")]
    [InlineData("Set-TickLimit a, b -Concurrency 1; Get-TickLimit flow:B", "flow:b 1    True")]
    [InlineData("Set-TickLimit a, key:b -Concurrency 1; Get-TickLimit k*", "key:b 1    True")]
    public void Set_ALimit_IsFoundAgain(string script, string expected) => Assert.Equal(
        expected, _rig.One<string>($"& {{ {script} }} | % {{ \"$($_.Name) $($_.Concurrency) $($_.PerSecond) $($_.PerMinute) $($_.PerHour) $($_.IsSet)\" }}"));

    [Fact]
    public void Remove_ALimit_IsGone()
    {
        Assert.Empty(_rig.Invoke("Set-TickLimit a, b -Concurrency 1; Get-TickLimit | Remove-TickLimit; Get-TickLimit"));
        Assert.Empty(_rig.Errors);
    }

    [Fact]
    public void Set_WhatIf_SetsNothing() => Assert.Empty(_rig.Invoke("Set-TickLimit a -Concurrency 1 -WhatIf; Suspend-TickQueue q -WhatIf; Get-TickLimit; Get-TickQueue"));

    [Theory]
    [InlineData("Get-TickLimit nope", "TickLimitNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Remove-TickLimit nope", "TickLimitNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Set-TickLimit a -Concurrency 0", "TickLimitInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TickLimit a -Concurrency -3", "TickLimitInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TickLimit a -PerMinute 0", "TickLimitInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TickLimit a -PerSecond 1000001", "TickLimitInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TickLimit key: -PerSecond 1", "TickLimitInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Set-TickLimit a -PerSecond 1 -PerHour 1", "AmbiguousParameterSet", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow deploy -Server (,1)", "TickConcurrencyKeyInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow deploy -Server a -ConcurrencyKey ('x' * 201)", "TickConcurrencyKeyInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Suspend-TickQueue ('q' * 201)", "TickQueueInvalid", ErrorCategory.InvalidArgument)]
    public void Input_ThatIsWrong_HasAStableId(string script, string id, ErrorCategory category)
    {
        _rig.Invoke($"$null = Register-TickFlow '{_rig.Flows}/deploy.ps1'");
        Assert.Empty(_rig.Errors);

        Assert.Equal((id, category), _rig.Error(script));
    }

    [Theory]
    [InlineData("deploy-{Node}", "param($Server)")]
    [InlineData("deploy-{Server}", "param($Server)")]
    [InlineData("deploy-{Server", "param([Parameter(Mandatory)] $Server)")]
    public void Register_APlaceholderWithoutAValue_IsRefusedWithItsLine(string key, string parameters)
    {
        string path = _rig.Write("bad", $"[TickFlow(ConcurrencyKey = '{key}')]\n{parameters} 1");

        Assert.Equal(("TickConcurrencyKeyInvalid", ErrorCategory.InvalidArgument), _rig.Error($"Register-TickFlow '{path}'"));
        Assert.Contains("bad.ps1:1:", _rig.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithKeyAndPriority_KeepsThemAndTakesTurns()
    {
        _rig.StartWorker();
        Assert.Equal("deploy-web01 7", _rig.One<string>("$a = Start-TickFlow deploy -Server Web01 -Priority 7; \"$($a.ConcurrencyKey) $($a.Priority)\""));
        Assert.Equal("own", _rig.One<string>("$c = Start-TickFlow deploy -Server Web01 -ConcurrencyKey OWN; $c.ConcurrencyKey"));
        Assert.Equal(
            "limit 'key:deploy-web01'",
            _rig.One<string>("$b = Start-TickFlow deploy -Server web01; do { $w = ($a, $b | Get-TickRun).WaitsFor | ? { $_ } } until ($w); $w"));
        Assert.Equal("key:deploy-web01 1 1 False", _rig.One<string>("$l = Get-TickLimit key:deploy-web01; \"$($l.Name) $($l.Holders) $($l.Waiting) $($l.IsSet)\""));
        Assert.Equal("deploy-{Server} 1", _rig.One<string>("$f = Get-TickFlow deploy; \"$($f.ConcurrencyKey) $($f.MaxConcurrency)\""));
        Assert.Contains("'key:deploy-web01'", _rig.Invoke("(TabExpansion2 'Get-TickLimit k').CompletionMatches.CompletionText"));
        Assert.Empty(_rig.Invoke("$a, $b, $c | Stop-TickRun; Test-TickStore"));
    }

    [Fact]
    public void Queue_SuspendedAndResumed_IsToldAndObeyed()
    {
        _rig.StartWorker();
        Assert.Equal("default 1 True", _rig.One<string>("Suspend-TickQueue default; $q = Get-TickQueue default; \"$($q.Name) $($q.Workers) $($q.IsPaused)\""));
        Assert.Equal("nobody 0 False", _rig.One<string>("$q = Get-TickQueue nobody; \"$($q.Name) $($q.Workers) $($q.IsPaused)\""));
        Assert.Equal("done", _rig.One<string>("$r = Start-TickFlow plain; Get-TickQueue | Resume-TickQueue; Receive-TickRun $r -Wait"));
        Assert.False(_rig.One<bool>("(Get-TickQueue d*).IsPaused"));
    }
}
