#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/child.ps1" 'param([Parameter(Mandatory)] [int] $Number) if ($Number -lt 0) { throw "less than nothing" }; if ($Number -gt 99) { Start-TickSleep 600 }; $Number * 2'
    Set-Content "$flows/parent.ps1" 'param([int] $Number) "got $(Invoke-TickFlow child -Number $Number)"'
    Set-Content "$flows/catches.ps1" 'try { Invoke-TickFlow child -Number -1 } catch { "$($_.FullyQualifiedErrorId -replace ",.*"): $($_.Exception.InnerException.Message)" }'
    Set-Content "$flows/many.ps1" '(1..4 | Invoke-TickParallel each { Invoke-TickFlow child -Number $_ }) -join ","'
    Set-Content "$flows/rounds.ps1" 'param([int] $Round = 1, $Kept) if ($Round -lt 5) { Restart-TickFlow -Round ($Round + 1) }; "$Round $Kept"'
    $null = Connect-Tick "sqlite:$TestDrive/children.db"
    $worker = Start-TickWorker $flows
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Children' {
    It 'give their output, and are found by their parent' {
        $run = Start-TickFlow parent -Number 21
        $run | Receive-TickRun -Wait | Should -Be 'got 42'
        $child = Get-TickRun -Parent $run
        $child.Flow | Should -Be 'child'
        $child.Parent | Should -Be $run.Id
        $step = $run | Get-TickStep
        $step.Kind | Should -Be 'Child'
        $step.StartedRun | Should -Be $child.Id
    }

    It 'run for branches' {
        Start-TickFlow many -Wait | Should -Be '2,4,6,8'
    }

    It 'that fail are an error that the flow may catch' {
        Start-TickFlow catches -Wait | Should -Be 'TickChildFailed: less than nothing'
    }

    It 'end with their parent' {
        $run = Start-TickFlow parent -Number 100
        foreach ($i in 1..600) {
            if ((Get-TickRun $run).WaitsFor -like 'child*' -and (Get-TickRun -Parent $run).Status -eq 'Waiting') { break }
            Start-Sleep -Milliseconds 50
        }
        $run | Stop-TickRun
        ($run | Wait-TickRun).Status | Should -Be 'Canceled'
        (Get-TickRun -Parent $run).Status | Should -Be 'Canceled'
    }

    It 'have a stable error id: <Script>' -ForEach @(
        @{ Script = 'Invoke-TickFlow child -Number 1'; Id = 'TickNotInFlow' }
        @{ Script = 'Restart-TickFlow'; Id = 'TickNotInFlow' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id*"
    }

    It 'leave the store sound' {
        Test-TickStore | Should -BeNullOrEmpty
    }
}

Describe 'Going on as new' {
    It 'keeps the id and the other arguments' {
        $run = Start-TickFlow rounds -Kept here
        $run | Receive-TickRun -Wait | Should -Be '5 here'
        (Get-TickRun $run).Continued | Should -Be 4
    }
}
