using System.Management.Automation;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class ScheduleCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public ScheduleCommandsTests()
    {
        _rig.Write("backup", "param([string] $Path = 'none', [ValidateRange(1, 9)] [int] $Keep = 3) \"$Path $Keep $($TickRun.Scheduled -is [datetimeoffset])\"");
        _rig.Write("needs", "param([Parameter(Mandatory)] [string] $Path) $Path");
        _rig.Write("own", "[TickFlow(Schedule = '0 2 * * *', TimeZone = 'Europe/Berlin')] param() 'own'");
        _rig.Invoke($"$null = Connect-Tick '{_rig.Store}'; $null = Register-TickFlow '{_rig.Flows}'");
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Register_WithAllOptions_IsWhatGetShows()
    {
        TickSchedule made = _rig.One<TickSchedule>(
            "Register-TickSchedule nightly -Flow backup -Cron '0 2 * * *' -TimeZone 'W. Europe Standard Time' -Arguments @{ path = '/srv' } -Jitter 30 -Overlap Queue "
            + "-Misfire RunAll -MisfireWindow ([timespan]'06:00') -Queue q -Priority 5 -Tag a, b -Start 2026-01-01 -End 2099-01-01");

        Assert.Equal(("nightly", "backup", "Active", "/srv"), (made.Name, made.Flow, made.Status, made.Arguments!["Path"]));
        Assert.Equal((TickOverlap.Queue, TickMisfire.RunAll, TimeSpan.FromSeconds(30), TimeSpan.FromHours(6)), (made.Overlap, made.Misfire, made.Jitter, made.MisfireWindow));
        Assert.Equal(10, made.Upcoming.Length);
        Assert.All(made.Upcoming, t => Assert.Equal(2, t.Hour));
        Assert.Equal(3, _rig.One<TickSchedule>("Get-TickSchedule NIGHT* -Next 3").Upcoming.Length);
        Assert.Equal(made.Changed, _rig.One<TickSchedule>("Get-TickSchedule nightly | Register-TickSchedule").Changed);
        Assert.Equal("nightly", _rig.One<string>("(TabExpansion2 'Get-TickSchedule ni').CompletionMatches.CompletionText"));
    }

    [Theory]
    [InlineData("-Queue other", "other")]
    [InlineData("", "default")]
    [InlineData("-Queue other", null)]
    public void Register_WithoutAWorkerForTheQueue_WarnsAndNamesIt(string options, string? unserved)
    {
        if (unserved != "default")
        {
            _rig.StartWorker(unserved is null ? "-Queue other" : "");
        }

        _rig.Invoke($"$null = Register-TickSchedule nightly -Flow backup -Cron '@yearly' {options}");

        Assert.Equal(unserved is null ? [] : [unserved], _rig.Warnings.Select(w => w.Split('\'')[1]));
        Assert.All(_rig.Warnings, w => Assert.StartsWith("TickNoWorker", w, StringComparison.Ordinal));
    }

    [Fact]
    public void StartSuspendResumeUnregister_FromThePipeline_DoAsTheySay()
    {
        _rig.StartWorker();
        _rig.Invoke("$s = Register-TickSchedule nightly -Flow backup -Cron '@yearly'");

        Assert.Equal("none 3 True", _rig.One<string>("$s | Start-TickSchedule | Receive-TickRun -Wait"));
        Assert.Equal("Paused", _rig.One<string>("$s | Suspend-TickSchedule; (Get-TickSchedule nightly).Status"));
        Assert.Equal("Active", _rig.One<string>("$s | Resume-TickSchedule; (Get-TickSchedule nightly).Status"));
        Assert.Equal(2, _rig.One<int>("$null = $s | Start-TickSchedule -From 2024-06-01 -To 2026-01-01T12:00Z; do { $n = @(Get-TickRun -Tag schedule:nightly).Count - 1 } until ($n -ge 2); $n"));
        Assert.Equal("own", _rig.One<string>("$s | Unregister-TickSchedule; (Get-TickSchedule).Name"));
    }

    [Fact]
    public void Flow_WithItsOwnSchedule_BringsItAndTakesItAway()
    {
        TickSchedule own = _rig.One<TickSchedule>("Get-TickSchedule own");
        Assert.Equal((true, "Europe/Berlin", "0 2 * * *"), (own.FromFlow, own.TimeZone, own.Cron));

        _rig.Invoke("Unregister-TickSchedule own");
        Assert.Contains("own", Assert.Single(_rig.Warnings), StringComparison.Ordinal);

        _rig.Invoke($"$null = Register-TickFlow '{_rig.Flows}'");
        _rig.Write("own", "param() 'none'");
        Assert.Empty(_rig.Invoke($"$null = Register-TickFlow '{_rig.Flows}'; Get-TickSchedule"));
    }

    [Theory]
    [InlineData("Register-TickSchedule s -Flow backup -Cron '0 25 * * *'", "TickCronInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Register-TickSchedule s -Flow backup -Cron '@daily' -TimeZone Europe/Atlantis", "TickTimeZoneUnknown", ErrorCategory.InvalidArgument)]
    [InlineData("Register-TickSchedule s -Flow nope -Cron '@daily'", "TickFlowNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Register-TickSchedule s -Flow backup -Cron '@daily' -Arguments @{ Keep = 10 }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Register-TickSchedule s -Flow backup -Cron '@daily' -Arguments @{ Nope = 1 }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Register-TickSchedule s -Flow needs -Cron '@daily'", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Register-TickSchedule 'a b' -Flow backup -Cron '@daily'", "TickScheduleNameInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Get-TickSchedule nope", "TickScheduleNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Start-TickSchedule nope", "TickScheduleNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Start-TickSchedule own -From 2026-01-01 -To 2999-01-01", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    public void Wrong_InAnyWay_HasAStableId(string script, string id, ErrorCategory category) => Assert.Equal((id, category), _rig.Error(script));

    [Theory]
    [InlineData("Register-TickSchedule other -Flow backup -Cron '@daily' -WhatIf")]
    [InlineData("Unregister-TickSchedule own -WhatIf")]
    [InlineData("Suspend-TickSchedule own -WhatIf")]
    [InlineData("$null = Start-TickSchedule own -WhatIf")]
    public void WhatIf_ChangesNothing(string script)
    {
        Assert.Equal("own Active 0", _rig.One<string>($"{script}; $s = Get-TickSchedule; \"$($s.Name) $($s.Status) $($s.Started)\""));
    }
}
