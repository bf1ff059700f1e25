namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class WritingTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Write-Output 1 2", "1|2")]
    [InlineData("Write-Output (1,2) -NoEnumerate | ForEach-Object { $_.Count }", "2")]
    [InlineData("Write-Output", "!MissingMandatoryParameter,~WriteOutputCommand")]
    [InlineData("Write-Host a b", "info:a b[PSHOST]")]
    [InlineData("Write-Host (1,2) -Separator '-'", "info:1-2[PSHOST]")]
    [InlineData("Write-Host -NoNewline -ForegroundColor Red x 6>&1 | ForEach-Object { $_.MessageData.NoNewLine; $_.MessageData.ForegroundColor }", "True|Red")]
    [InlineData("Write-Host x -ForegroundColor Nope", "!CannotConvertArgumentNoMessage,~WriteHostCommand")]
    [InlineData("Write-Verbose v -Verbose 4>&1 | ForEach-Object Message", "v")]
    [InlineData("Write-Verbose", "!MissingMandatoryParameter,~WriteVerboseCommand")]
    [InlineData("Write-Warning w", "warning:w")]
    [InlineData("Write-Warning", "!MissingMandatoryParameter,~WriteWarningCommand")]
    [InlineData("Write-Debug d -Debug 5>&1 | ForEach-Object Message", "d")]
    [InlineData("Write-Debug", "!MissingMandatoryParameter,~WriteDebugCommand")]
    [InlineData("Write-Information i -Tags t", "info:i[t]")]
    [InlineData("Write-Information i -Tags PSx", "!PSPrefixReservedInInformationTag,~WriteInformationCommand")]
    [InlineData("Write-Progress a -PercentComplete 50; 1", "1")]
    [InlineData("Write-Progress a -PercentComplete 500", "!ParameterArgumentValidationError,~WriteProgressCommand")]
    [InlineData("Write-Progress", "!MissingActivity,~WriteProgressCommand")]
    [InlineData("Write-Error boom", "!~WriteErrorException")]
    [InlineData("Write-Error boom -ErrorId X -Category InvalidData -TargetObject 5 -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].CategoryInfo.Category; $e[0].TargetObject; $e[0].FullyQualifiedErrorId", "InvalidData|5|X")]
    [InlineData("function f { [CmdletBinding()] param() Write-Error x -ErrorId Q }; try { f -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }", "Q,f")]
    [InlineData("try { Write-Error -Exception ([InvalidOperationException]::new('m')) -ErrorAction Stop } catch [InvalidOperationException] { $_.Exception.Message }", "m")]
    [InlineData("try { 1/0 } catch { Write-Error -ErrorRecord $_ }", "!RuntimeException")]
    [InlineData("1, 2 | Out-String -Stream", "1|2")]
    [InlineData("(1, 2 | Out-String -NoNewline)", "12")]
    [InlineData("[pscustomobject]@{ Name = 'x'; Value = 1 } | Out-String -Stream | Where-Object { $_ } | ForEach-Object TrimEnd", "Name Value|---- -----|x        1")]
    [InlineData("Set-Content a.txt x; (Get-ChildItem | Out-String) -match 'a.txt' -and (Get-ChildItem | Out-String) -match 'Directory: '", "True")]
    [InlineData("1 | Out-String -Width 1", "!ParameterArgumentValidationError,~OutStringCommand")]
    public void Write_AsInPowerShell_GivesTheSameStreamsAndErrors(string script, string expected) => Assert.Equal(expected, _session.Run(script));
}
