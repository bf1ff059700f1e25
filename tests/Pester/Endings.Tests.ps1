#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/saga.ps1" @'
param([string] $Log, [string] $End = 'fail')
function Write-Log($Text) { Add-Content -Path $Log -Value $Text }
Register-TickCallback -OnSuccess { Write-Log "success $($_.Output)" } -OnFailure { Write-Log "failure $($_.Error)" } -OnCancel { Write-Log "cancel $($_.Reason)" }
foreach ($n in 1..3) { Register-TickCompensation undo { Write-Log "undo $n" } }
Invoke-TickTask work -MaxAttempts 1 {
    switch ($End) {
        'fail' { throw 'no luck' }
        'loop' { Write-Log began; while ($true) { } }
        'sleep' { Write-Log began; Start-Sleep -Seconds 1000 }
        'native' { Write-Log began; & (Get-Process -Id $PID).Path -NoProfile -Command 'Start-Sleep -Seconds 1000' }
    }
} -OnFailure { Write-Log "step failed: $_" }
'fine'
'@
    Set-Content "$flows/late.ps1" "[TickFlow(Timeout = '00:00:01')] param([string] `$Log)`nRegister-TickCallback -OnTimeout { Add-Content `$Log late }`nStart-TickSleep 600"
    Set-Content "$flows/waits.ps1" 'Start-TickSleep -Seconds 600'
    $null = Connect-Tick "sqlite:$TestDrive/endings.db"
    $worker = Start-TickWorker $flows
    $log = "$TestDrive/saga.log"
    function Wait-Log($Text) { while (-not (Test-Path $log) -or (Get-Content $log) -notcontains $Text) { Start-Sleep -Milliseconds 20 } }
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'The end of a run' {
    BeforeEach { Remove-Item $log -ErrorAction Ignore }

    It 'undoes in reverse order when it fails' {
        $run = Start-TickFlow saga -Log $log | Wait-TickRun
        $run.Status | Should -Be 'Failed'
        $run.Compensations | Should -Be 3
        Get-Content $log | Should -Be 'step failed: no luck', 'undo 3', 'undo 2', 'undo 1', 'failure no luck'
        ($run | Get-TickStep | Where-Object Kind -eq 'Compensation').Name | Should -Be 'undo#3', 'undo#2', 'undo'
    }

    It 'undoes nothing when it completes' {
        Start-TickFlow saga -Log $log -End none -Wait | Should -Be 'fine'
        Get-Content $log | Should -Be 'success fine'
    }

    It 'stops what runs within a second or so and undoes it: <End>' -ForEach @{ End = 'loop' }, @{ End = 'sleep' }, @{ End = 'native' } {
        $run = Start-TickFlow saga -Log $log -End $End
        Wait-Log began
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $ended = $run | Stop-TickRun -Reason enough -Wait
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        $ended.Status | Should -Be 'Canceled'
        $ended.Reason | Should -Be 'enough'
        $ended.By | Should -BeLike "*$([Environment]::UserName)"
        Get-Content $log | Should -Be 'began', 'undo 3', 'undo 2', 'undo 1', 'cancel enough'
    }

    It 'is at once with -Force' {
        $run = Start-TickFlow saga -Log $log -End sleep
        Wait-Log began
        $run | Stop-TickRun -Force
        (Get-TickRun $run.Id).Status | Should -Be 'Canceled'
        Get-Content $log | Should -Be 'began'
    }

    It 'comes by itself when the flow''s time is over' {
        (Start-TickFlow late -Log $log | Wait-TickRun).Status | Should -Be 'TimedOut'
        Get-Content $log | Should -Be 'late'
    }

    It 'does not come with -WhatIf' {
        $run = Start-TickFlow waits
        $run | Stop-TickRun -WhatIf
        (Get-TickRun $run.Id).Status | Should -BeIn 'Queued', 'Running', 'Waiting'
        ($run | Stop-TickRun -Wait).Status | Should -Be 'Canceled'
        $run | Stop-TickRun # once more does no harm
    }
}

Describe 'Suspending' {
    It 'parks a run until it is resumed' {
        $run = Start-TickFlow waits
        while ((Get-TickRun $run.Id).Status -ne 'Waiting') { Start-Sleep -Milliseconds 20 }
        $run | Suspend-TickRun -Reason 'not now'
        $seen = Get-TickRun $run.Id
        $seen.Status | Should -Be 'Suspended'
        $seen.ErrorId | Should -Be 'TickRunSuspended'
        $seen.Reason | Should -Be 'not now'
        $run | Resume-TickRun
        (Get-TickRun $run.Id).Status | Should -Not -Be 'Suspended'
        $run | Stop-TickRun
    }

    It 'has a stable error id: <Script>' -ForEach @(
        @{ Script = 'Start-TickFlow waits | Resume-TickRun'; Id = 'TickRunNotSuspended' }
        @{ Script = 'Start-TickFlow waits | Stop-TickRun -Force -Wait | Suspend-TickRun'; Id = 'TickRunEnded' }
        @{ Script = 'Stop-TickRun nosuch'; Id = 'TickRunNotFound' }
        @{ Script = 'Suspend-TickRun nosuch'; Id = 'TickRunNotFound' }
        @{ Script = 'Resume-TickRun nosuch'; Id = 'TickRunNotFound' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id,*"
    }
}
