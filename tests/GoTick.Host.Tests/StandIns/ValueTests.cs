namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class ValueTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-Date 2020-02-03 -Format FileDate", "20200203")]
    [InlineData("Get-Date 2020-02-03T04:05:06 -UFormat '%Y-%m-%d %H:%M:%S %j %u %%'", "2020-02-03 04:05:06 034 1 %")]
    [InlineData("(Get-Date 2020-02-03 -Year 2001 -Hour 5).ToString('o')", "2001-02-03T05:00:00.0000000")]
    [InlineData("Get-Date -UnixTimeSeconds 0 -AsUTC -Format o", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("(Get-Date).GetType().Name", "DateTime")]
    [InlineData("Get-Date nope", "!CannotConvertArgumentNoMessage,~GetDateCommand")]
    [InlineData("Start-Sleep -Milliseconds 1; Start-Sleep 0; 1", "1")]
    [InlineData("Start-Sleep -Seconds -1", "!ParameterArgumentValidationError,~StartSleepCommand")]
    [InlineData("Start-Sleep -Duration ([timespan]::MinValue)", "!MaximumDurationExceeded,~StartSleepCommand")]
    [InlineData("New-TimeSpan -Hours 1 -Minutes 2", "01:02:00")]
    [InlineData("New-TimeSpan 2020-01-01 2020-01-03", "2.00:00:00")]
    [InlineData("New-TimeSpan", "00:00:00")]
    [InlineData("New-TimeSpan -Hours x", "!CannotConvertArgumentNoMessage,~NewTimeSpanCommand")]
    [InlineData("(Get-Random -SetSeed 3 -Maximum 1000) -eq (Get-Random -SetSeed 3 -Maximum 1000)", "True")]
    [InlineData("(1..50 | ForEach-Object { Get-Random -Minimum 2 -Maximum 4 } | Sort-Object -Unique) -join ','", "2,3")]
    [InlineData("(Get-Random -Minimum 1.5 -Maximum 2).GetType().Name; (Get-Random -Maximum 5000000000).GetType().Name", "Double|Int64")]
    [InlineData("(1..5 | Get-Random -Shuffle | Sort-Object) -join ','; @(1..9 | Get-Random -Count 3 | Sort-Object -Unique).Count", "1,2,3,4,5|3")]
    [InlineData("Get-Random -Minimum 5 -Maximum 5", "!MinGreaterThanOrEqualMax,~GetRandomCommand")]
    [InlineData("(New-Guid) -is [guid]; New-Guid -Empty", "True|00000000-0000-0000-0000-000000000000")]
    [InlineData("New-Guid nope", "!StringNotRecognizedAsGuid,~NewGuidCommand")]
    [InlineData("(New-Object Text.StringBuilder 'abc').ToString(); (New-Object PSObject -Property @{ a = 1 }).a", "abc|1")]
    [InlineData("(New-Object Collections.ArrayList).Count; (New-Object 'Collections.Generic.List[int]').GetType().Name", "0|List`1")]
    [InlineData("(New-Object datetime 2020, 1, 2).Day; (New-Object UriBuilder -Property @{ Host = 'q' }).Host", "2|q")]
    [InlineData("New-Object No.Such", "!TypeNotFound,~NewObjectCommand")]
    [InlineData("New-Object Uri 1, 2, 3, 4", "!CannotFindAppropriateCtor,~NewObjectCommand")]
    [InlineData("New-Object Uri 'not one'", "!ConstructorInvokedThrowException,~NewObjectCommand")]
    [InlineData("New-Object UriBuilder -Property @{ Nope = 1 }", "!InvalidOperationException,~NewObjectCommand")]
    [InlineData("$a = 1; Get-Variable a -ValueOnly; (Get-Variable a).Name", "1|a")]
    [InlineData("$ab = 1; $ac = 2; (Get-Variable a[bc] -Exclude ac).Name", "ab")]
    [InlineData("Get-Variable nope", "!VariableNotFound,~GetVariableCommand")]
    [InlineData("function f { Set-Variable q 5; $q; Set-Variable g 7 -Scope Global }; f; $null -eq $q; $g", "5|True|7")]
    [InlineData("1, 2 | Set-Variable z; $z.Count; [int]$t = 1; Set-Variable t '4'; $t.GetType().Name", "2|Int32")]
    [InlineData("Set-Variable r 1 -Option ReadOnly; Set-Variable r 2; Set-Variable r 3 -Force; $r", "3|!VariableNotWritable,~SetVariableCommand")]
    [InlineData("Set-Variable", "!MissingMandatoryParameter,~SetVariableCommand")]
    public void Value_AsInPowerShell_IsMadeOrRefused(string script, string expected) => Assert.Equal(expected, _session.Run(script));
}
