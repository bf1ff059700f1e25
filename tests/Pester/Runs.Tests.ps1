#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/greet.ps1" @'
param([Parameter(Mandatory)] [string] $Name, [ValidateSet('en', 'fr')] [string] $Language = 'en', [switch] $Loud)
$word = Get-TickMemo word { @{ en = 'Hello'; fr = 'Bonjour' }[$Language] }
Start-TickSleep pause -Milliseconds 50
Invoke-TickTask say { Write-Host "saying it"; Write-Warning 'softly' }
$text = "$word, $Name"
if ($Loud) { $text.ToUpper() } else { $text }
'@
    Set-Content "$flows/fails.ps1" 'Invoke-TickTask bad -MaxAttempts 1 { Get-Item /no/such/item }'
    Set-Content "$flows/waits.ps1" 'Start-TickSleep -Seconds 600'
    Set-Content "$flows/fans.ps1" '1..5 | Invoke-TickParallel square -ThrottleLimit 3 { Get-TickMemo m { $_ * $_ } }'
    Set-Content "$flows/uses.ps1" "#Requires -Modules GoTick`n`$run = Start-TickFlow greet -Name x`nStart-TickSleep -Milliseconds 50`n`$run.Id"
    Set-Content "$flows/object.ps1" 'Get-TickMemo o { [pscustomobject]@{ When = Get-Date -Date "2026-01-02"; Tags = @("a", "b") } }'
    $null = Connect-Tick "sqlite:$TestDrive/runs.db"
    $worker = Start-TickWorker $flows
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Start-TickFlow' {
    It 'gives the output with -Wait: <Call>' -ForEach @(
        @{ Call = 'greet -Name World'; Output = 'Hello, World' }
        @{ Call = 'greet World -Language fr'; Output = 'Bonjour, World' }
        @{ Call = 'greet -Name World -Loud'; Output = 'HELLO, WORLD' }
        @{ Call = "greet -Arguments @{ Name = 'World'; Language = 'fr' }"; Output = 'Bonjour, World' }
    ) {
        Invoke-Expression "Start-TickFlow $Call -Wait" | Should -BeExactly $Output
    }

    It 'gives branches'' values in their order' {
        Start-TickFlow fans -Wait | Should -Be 1, 4, 9, 16, 25
    }

    It 'keeps objects'' types' {
        $object = Start-TickFlow object -Wait
        $object.When | Should -BeOfType [datetime]
        $object.Tags | Should -Be 'a', 'b'
    }

    It 'is done once in a flow' {
        $id = Start-TickFlow uses -Wait
        Receive-TickRun $id -Wait | Should -Be 'Hello, x'
        @(Get-TickRun -Flow greet | Get-TickRun | Where-Object { $_.Arguments.Name -eq 'x' }).Count | Should -Be 1
    }

    It 'has a stable error id: <Script>' -ForEach @(
        @{ Script = 'Start-TickFlow nosuch -X 1'; Id = 'TickFlowNotFound' }
        @{ Script = 'Start-TickFlow greet'; Id = 'TickArgumentInvalid' }
        @{ Script = 'Start-TickFlow greet x -Nope 1'; Id = 'TickArgumentInvalid' }
        @{ Script = "Start-TickFlow greet x -Id 'not an id'"; Id = 'TickRunIdInvalid' }
        @{ Script = '$null = Start-TickFlow waits -Id w; Start-TickFlow waits -Id w'; Id = 'TickRunExists' }
        @{ Script = 'Start-TickFlow fails -Wait'; Id = 'TickRunFailed' }
        @{ Script = 'Start-TickFlow waits | Wait-TickRun -Timeout 0.05'; Id = 'TickWaitTimedOut' }
        @{ Script = 'Start-TickFlow waits | Receive-TickRun'; Id = 'TickRunNotTerminal' }
        @{ Script = 'Start-TickFlow waits | Remove-TickRun'; Id = 'TickRunNotTerminal' }
        @{ Script = 'Get-TickRun nosuch'; Id = 'TickRunNotFound' }
        @{ Script = 'Get-TickStep nosuch'; Id = 'TickRunNotFound' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id,*"
    }

    It 'holds the flow''s own error' {
        Start-TickFlow fails -Wait -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].Exception.InnerException.Message | Should -BeLike '*/no/such/item*'
    }

    It 'warns when nobody serves the queue' {
        $null = Start-TickFlow waits -Queue nobody -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "TickNoWorker*'nobody'*sqlite:*"
    }

    It 'starts nothing with -WhatIf' {
        Start-TickFlow greet x -Id whatif -WhatIf | Should -BeNullOrEmpty
        { Get-TickRun whatif -ErrorAction Stop } | Should -Throw -ErrorId 'TickRunNotFound,*'
    }

    It 'completes flows, parameters and values' {
        (TabExpansion2 'Start-TickFlow gr' 17).CompletionMatches.CompletionText | Should -Contain 'greet'
        (TabExpansion2 'Start-TickFlow greet -La' 24).CompletionMatches.CompletionText | Should -Contain '-Language'
        (TabExpansion2 'Start-TickFlow greet -Language ' 31).CompletionMatches.CompletionText | Should -Be 'en', 'fr'
    }
}

Describe 'Looking at runs' {
    BeforeAll {
        $run = Start-TickFlow greet -Name me -Tag mine -Id look-1 | Wait-TickRun
    }

    It 'shows the run' {
        $run.Status | Should -Be 'Completed'
        $run.Output | Should -Be 'Hello, me'
        $run.Arguments.Name | Should -Be 'me'
        (Get-TickRun -Tag mine).Id | Should -Be 'look-1'
    }

    It 'shows its steps with their values' {
        $steps = $run | Get-TickStep
        $steps.Name | Should -Be 'word', 'pause', 'say'
        $steps[0].Value | Should -Be 'Hello'
    }

    It 'shows the steps of its branches' {
        $fans = Start-TickFlow fans | Wait-TickRun
        ($fans | Get-TickStep).Branch | Should -BeNullOrEmpty
        $steps = $fans | Get-TickStep -Recurse
        ($steps | Where-Object Kind -EQ Branch).Name | Should -Be (0..4 | ForEach-Object { "square[$_]" })
        ($steps | Where-Object Name -EQ m).Branch | Should -Be (0..4 | ForEach-Object { "square[$_]" })
        $steps | Out-String | Should -Match 'square\[2\] m\s+Memo'
    }

    It 'shows its log' {
        $log = Get-TickLog look-1 -Follow
        $log.Stream | Should -Be 'Host', 'Warning'
        $log[0].Text | Should -Be 'saying it'
    }

    It 'prints tables' {
        $run | Out-String | Should -Match 'Id\s+Flow\s+Status'
        $run | Get-TickStep | Out-String | Should -Match 'Name\s+Kind\s+Status'
    }

    It 'finds nothing wrong in the store' {
        Test-TickStore | Should -BeNullOrEmpty
        Test-TickStore -Quiet | Should -BeTrue
    }

    It 'finds it by time and page' {
        (Get-TickRun -Tag mine -Since $run.Created).Id | Should -Be 'look-1'
        Get-TickRun -Tag mine -Until $run.Created | Should -BeNullOrEmpty
        Get-TickRun -Tag mine -After $run | Should -BeNullOrEmpty
    }

    It 'finds failures by error id and text' {
        (Get-TickRun -ErrorId PathNotFound -First 1).Flow | Should -Be 'fails'
        (Get-TickRun -ErrorText '/no/such' -First 1).Error | Should -BeLike '*/no/such/item*'
        (TabExpansion2 'Get-TickRun -ErrorId P' 22).CompletionMatches.CompletionText | Should -Contain 'PathNotFound'
    }

    It 'is watched in lines where there is no terminal' {
        $run | Watch-TickRun -InformationVariable said 6>$null
        "$said" | Should -BeLike '*word*saying it*Completed in*'
    }

    It 'gives its streams again' {
        $run | Receive-TickRun -Wait -WarningVariable warned -WarningAction SilentlyContinue | Should -Be 'Hello, me'
        "$warned" | Should -Be 'softly'
    }

    It 'goes to another store and back' {
        $file = $run | Export-TickRun -Path $TestDrive
        $copy = $file | Import-TickRun -Store "sqlite:$TestDrive/other.db" -Id look-2
        $copy.Output | Should -Be 'Hello, me'
        (Get-TickStep look-2 -Store "sqlite:$TestDrive/other.db").Name | Should -Be 'word', 'pause', 'say'
        { Import-TickRun "$flows/greet.ps1" -ErrorAction Stop } | Should -Throw -ErrorId 'TickArchiveInvalid,*'
    }

    It 'removes it' {
        $run | Remove-TickRun
        { Get-TickRun look-1 -ErrorAction Stop } | Should -Throw -ErrorId 'TickRunNotFound,*'
    }
}
