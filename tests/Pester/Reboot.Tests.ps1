#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $null = Connect-Tick "sqlite:$TestDrive/store.db"
    New-Item -ItemType Directory (Join-Path $TestDrive 'flows') | Out-Null
    Set-Content (Join-Path $TestDrive 'flows/reboots.ps1') @'
$before = Get-TickMemo before { 1 }
$result = try { Restart-TickComputer -Timeout 60; 'up' } catch { $_.FullyQualifiedErrorId -replace ',.*' }
"$before $result"
'@
}

AfterAll {
    Remove-Item Env:GOTICK_BOOT_ID -ErrorAction SilentlyContinue
    Disconnect-Tick
}

Describe 'Restart-TickComputer' {
    It 'is refused outside a flow' {
        { Restart-TickComputer } | Should -Throw -ErrorId 'TickNotInFlow*'
    }

    It 'fails with what the command says when the machine cannot be rebooted' {
        $worker = Start-TickWorker (Join-Path $TestDrive 'flows') -RebootCommand 'exit 3'
        Start-TickFlow reboots -Wait | Should -Be '1 TickRebootFailed'
        $worker | Stop-TickWorker
    }

    It 'goes on once the machine is up again' {
        $env:GOTICK_BOOT_ID = 'one'
        $worker = Start-TickWorker (Join-Path $TestDrive 'flows') -RebootCommand 'exit 0'
        $run = Start-TickFlow reboots
        while (-not ($step = $run | Get-TickStep | Where-Object Name -EQ reboot)) { Start-Sleep -Milliseconds 100 }
        $step.Status | Should -Be 'Waiting'
        $worker | Stop-TickWorker
        $env:GOTICK_BOOT_ID = 'two'
        $worker = Start-TickWorker
        $run | Wait-TickRun | Receive-TickRun | Should -Be '1 up'
        $worker | Stop-TickWorker
    }
}
