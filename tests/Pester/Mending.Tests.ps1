#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    $did = "$TestDrive/did.txt"
    Set-Content "$flows/ships.ps1" @"
param([int] `$OrderId)
`$address = Get-TickMemo address { Add-Content '$did' address; 'nowhere' }
Get-TickMemo ship -MaxAttempts 1 { Add-Content '$did' ship; if (`$address -eq 'nowhere') { throw 'no such place' }; "`$OrderId to `$address" }
"@
    Set-Content "$flows/waits.ps1" "Get-TickMemo a { Add-Content '$did' a; 1 }`nStart-TickSleep -Seconds 600"
    $null = Connect-Tick "sqlite:$TestDrive/runs.db"
    $worker = Start-TickWorker $flows
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Restart-TickRun' {
    It 'goes on from a step with another value, as another run' {
        (Start-TickFlow ships 42 -Id ship | Wait-TickRun).Status | Should -Be 'Failed'

        $made = Restart-TickRun ship -FromStep ship -SetStep @{ address = 'Graz' }

        $made.Id, $made.Origin | Should -Be 'ship@r2', 'ship'
        $made | Receive-TickRun -Wait | Should -Be '42 to Graz'
        Get-Content $did | Should -Be 'address', 'ship', 'ship'
        Test-TickStore | Should -BeNullOrEmpty
    }

    It 'completes the run''s steps' {
        (TabExpansion2 'Restart-TickRun ship -FromStep ' 31).CompletionMatches.CompletionText | Should -Be 'address', 'ship'
    }

    It 'has a stable error id: <Script>' -ForEach @(
        @{ Script = 'Restart-TickRun nosuch'; Id = 'TickRunNotFound' }
        @{ Script = 'Restart-TickRun ship -FromStep nosuch'; Id = 'TickStepNotFound' }
        @{ Script = 'Restart-TickRun ship -SetStep @{ address = 1 }'; Id = 'TickStepNotKept' }
        @{ Script = 'Restart-TickRun ship -Arguments @{ Nope = 1 }'; Id = 'TickArgumentInvalid' }
        @{ Script = 'Start-TickFlow waits | Restart-TickRun'; Id = 'TickRunNotTerminal' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Test-TickFlow' {
    It 'finds what is surely wrong' {
        Set-Content "$TestDrive/wrong.ps1" "Get-TickMemo a { 1 }`nInvoke-TickTask a { }"
        $found = Test-TickFlow "$TestDrive/wrong.ps1"
        $found.ErrorId, $found.Line | Should -Be 'TickStepNameConflict', 2
        $found | Out-String | Should -Match 'Script\s+Line\s+ErrorId'
        Test-TickFlow "$flows/ships.ps1" | Should -BeNullOrEmpty
    }

    It 'tells which runs in flight could not go on with a text' {
        $run = Start-TickFlow waits -Id w
        while ((Get-TickRun w).Status -ne 'Waiting') { Start-Sleep -Milliseconds 20 }
        $before = @(Get-Content $did).Count
        Set-Content "$TestDrive/waits.ps1" "Get-TickMemo b { Add-Content '$did' b; 1 }`nStart-TickSleep -Seconds 600"

        $fit = Test-TickFlow "$TestDrive/waits.ps1" -AgainstRuns -Run w

        $fit.Fits, $fit.Step, $fit.Line, $fit.Expected | Should -Be $false, 'b', 1, "memo 'a'"
        $fit | Out-String | Should -Match 'RunId\s+Status\s+Fits'
        (Test-TickFlow "$flows/waits.ps1" -AgainstRuns -Run w).Fits | Should -BeTrue
        @(Get-Content $did).Count | Should -Be $before
    }
}
