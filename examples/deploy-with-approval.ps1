#Requires -Modules GoTick
# Deploys to staging, asks people, and deploys to production once one of them has approved. While it asks, it costs nothing: it may take days and outlive this
# machine. Answer from another terminal:  gotick approvals  ·  gotick approve ID -m 'after the backup'  ·  gotick deny ID -m 'not on a Friday'
[TickFlow(Description = 'Deploys a version when somebody has approved it')]
param(
    [Parameter(Mandatory)] [string] $Version,
    [Parameter(Mandatory)] [string[]] $Approver,
    [string] $Site = '.'
)

function Set-Live([string] $Stage, [string] $To) { Set-Content "$Site/$Stage.txt" $To }

$before = Get-TickMemo 'version before' { if (Test-Path "$Site/staging.txt") { Get-Content "$Site/staging.txt" } else { 'none' } }
Invoke-TickTask 'deploy to staging' { Set-Live staging $Version }
$check = Get-TickMemo 'smoke test' { @{ Stage = 'staging'; Version = Get-Content "$Site/staging.txt"; Answers = $true } }

try {
    # A denial, or two days without an answer, is an error: nothing below runs that nobody approved.
    $approval = Wait-TickApproval 'production' "Deploy $Version to production?" -Data $check -Approver $Approver -Timeout '2.00:00:00'
}
catch {
    if ($_.FullyQualifiedErrorId -notlike 'TickApproval*') { throw }
    $why = "$($_.TargetObject)"
    Invoke-TickTask 'roll staging back' { Set-Live staging $before }
    return "$Version is not deployed. $why"
}

Invoke-TickTask 'deploy to production' { Set-Live production $Version }
"$Version is live. $approval"
