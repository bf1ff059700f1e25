#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/plain.ps1" '"done"'
    Set-Content "$flows/deploy.ps1" @'
[TickFlow(ConcurrencyKey = 'deploy-{Server}', MaxConcurrency = 1)]
param([Parameter(Mandatory)] [string] $Server)
Wait-TickSignal go
'@
    $null = Connect-Tick "sqlite:$TestDrive/limits.db"
    $worker = Start-TickWorker $flows

    function Wait-For([scriptblock] $Condition) {
        foreach ($i in 1..600) {
            if (& $Condition) { return }
            Start-Sleep -Milliseconds 50
        }
        throw "It does not come: $Condition"
    }
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Concurrency keys' {
    It 'let one run of a key in at a time, and say what the others wait for' {
        $first = Start-TickFlow deploy -Server web01
        Wait-For { (Get-TickRun $first).WaitsFor -eq "signal 'go'" }
        $second = Start-TickFlow deploy -Server WEB01
        $other = Start-TickFlow deploy -Server web02
        Wait-For { (Get-TickRun $second).WaitsFor -eq "limit 'key:deploy-web01'" }
        Wait-For { (Get-TickRun $other).WaitsFor -eq "signal 'go'" }
        (Get-TickLimit key:deploy-web01).Waiting | Should -Be 1

        $first, $second, $other | Send-TickSignal -Name go
        $first, $second, $other | Wait-TickRun | ForEach-Object { $_.Status | Should -Be 'Completed' }
        Wait-For { -not (Get-TickLimit) }
        Test-TickStore | Should -BeNullOrEmpty
    }
}

Describe 'Limits' {
    It 'are set, shown in a table and removed' {
        Set-TickLimit plain -PerMinute 600 -Concurrency 2
        (Get-TickLimit plain).PerMinute | Should -Be 600
        Get-TickLimit | Out-String | Should -Match 'flow:plain +2 600 per minute'
        Start-TickFlow plain -Wait | Should -Be 'done'
        Remove-TickLimit plain
        { Get-TickLimit plain* -ErrorAction Stop } | Should -Not -Throw
    }

    It 'have a stable error id: <Script>' -ForEach @(
        @{ Script = 'Set-TickLimit plain -PerSecond 0'; Id = 'TickLimitInvalid' }
        @{ Script = 'Remove-TickLimit nothing'; Id = 'TickLimitNotFound' }
        @{ Script = 'Start-TickFlow plain -ConcurrencyKey " "'; Id = 'TickConcurrencyKeyInvalid' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id*"
    }
}

Describe 'Queues' {
    It 'that are suspended keep their runs until they are resumed' {
        Suspend-TickQueue default
        Start-Sleep -Seconds 2
        $run = Start-TickFlow plain
        Start-Sleep -Seconds 2
        (Get-TickRun $run).Status | Should -Be 'Queued'
        $queue = Get-TickQueue default
        $queue.IsPaused | Should -BeTrue
        $queue.Ready | Should -Be 1
        Get-TickQueue | Resume-TickQueue
        $run | Receive-TickRun -Wait | Should -Be 'done'
    }
}
