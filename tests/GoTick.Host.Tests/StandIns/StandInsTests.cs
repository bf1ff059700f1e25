using System.Management.Automation.Runspaces;

namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class StandInsTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Names_OfThisBuild_AreAllFoundAsCommands()
    {
        string names = string.Join(',', GoTick.Host.StandIns.StandIns.Names);

        Assert.Equal(40, GoTick.Host.StandIns.StandIns.Names.Count);
        Assert.Equal("40", _session.Run($"@(Get-Command {names} -CommandType Cmdlet).Count"));
    }

    [Theory]
    [InlineData("echo a", "a")]
    [InlineData("1..3 | select -First 1", "1")]
    [InlineData("sc", "!CommandNotFoundException")]
    [InlineData("(1..3 | measure).Count", "3")]
    [InlineData("md x | Out-Null; cd x; (pwd).Path -like '*x'", "True")]
    [InlineData("ni a.txt | Out-Null; (gi a.txt).Name; ri a.txt; Test-Path a.txt", "a.txt|False")]
    public void Alias_OfTheEngine_LeadsToItsStandIn(string script, string expected)
        => Assert.Equal(expected, _session.Run(script));

    [Theory]
    [InlineData("(Microsoft.PowerShell.Utility\\Get-Date '2026-01-02').Day", "2")]
    [InlineData("function Get-Date { 'mine' }; (microsoft.powershell.utility\\get-date '2026-01-02').Day", "2")]
    [InlineData("Microsoft.PowerShell.Utility\\Write-Output a b", "a|b")]
    [InlineData("1..3 | Microsoft.PowerShell.Utility\\Select-Object -First 1", "1")]
    [InlineData("Set-Content a.txt x; Microsoft.PowerShell.Management\\Get-Content a.txt", "x")]
    [InlineData("& 'Microsoft.PowerShell.Management\\Join-Path' a b -Resolve:$false | Split-Path -Leaf", "b")]
    public void StandIn_ByItsModulesName_IsFound(string script, string expected)
        => Assert.Equal(expected, _session.Run(script));

    [Theory]
    [InlineData("Get-Process", "!!TickCommandNotAvailable")]
    [InlineData("1 | Export-Csv -Path x -NoTypeInformation", "!!TickCommandNotAvailable")]
    [InlineData("Microsoft.PowerShell.Utility\\Get-Uptime", "!!TickCommandNotAvailable")]
    [InlineData("Microsoft.PowerShell.Management\\Get-Process", "!!TickCommandNotAvailable")]
    [InlineData("Microsoft.PowerShell.Management\\Get-Date", "!CouldNotAutoLoadModule")]
    [InlineData("Microsoft.PowerShell.Utility\\No-SuchCommand", "!CouldNotAutoLoadModule")]
    [InlineData("gps", "!!TickCommandNotAvailable")]
    [InlineData("No-SuchCommand", "!CommandNotFoundException")]
    [InlineData("try { Get-Process } catch [System.Management.Automation.CommandNotFoundException] { $_.Exception.CommandName }", "Get-Process")]
    [InlineData("\ntry { Get-Process } catch { $_.InvocationInfo.ScriptLineNumber }", "2")]
    [InlineData("[bool](Get-Command Get-Process -ErrorAction Ignore)", "False")]
    [InlineData("function Get-Process { 'mine' }; Get-Process", "mine")]
    public void Command_WithoutStandIn_IsNamedAsNotAvailable(string script, string expected)
        => Assert.Equal(expected, _session.Run(script));

    [Fact]
    public void AddTo_WithoutState_Throws()
        => Assert.Throws<ArgumentNullException>(() => GoTick.Host.StandIns.StandIns.AddTo((InitialSessionState)null!));
}
