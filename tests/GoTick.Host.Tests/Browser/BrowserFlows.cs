namespace GoTick.Host.Tests.Browser;

/// <summary>The flows that the browser sees.</summary>
internal static class BrowserFlows
{
    public static readonly (string Name, string Text)[] All =
    [
        ("demo/release", """
            [TickFlow(Description = 'Builds, tests on several systems, asks, and releases')]
            param(
                [Parameter(Mandatory, HelpMessage = 'What to release')] [string] $Version,
                [ValidateSet('stable', 'beta')] [string] $Channel = 'stable',
                [int] $Copies = 3,
                [switch] $SkipTests
            )

            $package = Get-TickMemo 'build' { @{ Version = $Version; Size = 4711; Files = 'a.dll', 'b.dll' } }
            if (-not $SkipTests) {
                1..$Copies | Invoke-TickParallel 'test' -ThrottleLimit 2 {
                    Get-TickMemo 'check' { Start-Sleep -Milliseconds 300; "ok $_" }
                }
            }
            $go = Wait-TickApproval 'go-live' "Release $Version to ${Channel}?" -Data $package
            foreach ($region in 'europe', 'asia') {
                Invoke-TickTask "roll out $region" { Write-Host "rolled out in $region" }
            }
            Start-TickSleep 'settle' -Seconds 1
            "$Version is out"
            """),
        ("demo/slow", """
            param([int] $Seconds = 600)
            Register-TickCompensation 'clean up' { Write-Host 'cleaned up' }
            Invoke-TickTask 'long work' { Start-Sleep -Seconds $Seconds }
            """),
        ("demo/broken", """
            param([string] $Path = '/nowhere/at/all')

            $settings = Get-TickMemo 'settings' { @{ Name = 'usual' } }
            Invoke-TickTask 'read the file' -MaxAttempts 2 -RetryDelay 0.1 {
                Get-Content $Path
            }
            $settings.Name
            """),
        ("demo/hostile", """
            param([string] $Text)
            Get-TickMemo "<img src=x onerror=alert(1)>" { $Text }
            """),
    ];
}
