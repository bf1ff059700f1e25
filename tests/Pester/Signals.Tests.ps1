#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/waits.ps1" '$x = Wait-TickSignal go -Timeout 60; "got $($x.Amount)"'
    Set-Content "$flows/late.ps1" 'try { Wait-TickSignal go -Timeout 0.05 } catch { $_.FullyQualifiedErrorId -replace ",.*" }'
    Set-Content "$flows/asks.ps1" @'
$a = Wait-TickApproval deploy 'Deploy build 7?' -Data @{ Build = 7 } -Timeout 60
"$($a.Approved) $($a.Comment) $($a.Votes.Count)"
'@
    Set-Content "$flows/sends.ps1" 'param($To) Send-TickSignal $To go @{ Amount = 3 }; Start-TickSleep -Milliseconds 50; "sent"'
    $null = Connect-Tick "sqlite:$TestDrive/signals.db"
    $worker = Start-TickWorker $flows

    function Wait-Pending($Run) {
        foreach ($i in 1..600) {
            if ($a = Get-TickApproval $Run) { return $a }
            Start-Sleep -Milliseconds 50
        }
    }
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Signals' {
    It 'reach the flow with their value' {
        $run = Start-TickFlow waits
        $run | Send-TickSignal -Name go -Value @{ Amount = 5 }
        $run | Receive-TickRun -Wait | Should -Be 'got 5'
        $step = $run | Get-TickStep
        $step.Kind | Should -Be 'Signal'
        $step.Status | Should -Be 'Completed'
    }

    It 'are sent by flows, once' {
        $run = Start-TickFlow waits
        Start-TickFlow sends -To $run.Id -Wait | Should -Be 'sent'
        $run | Receive-TickRun -Wait | Should -Be 'got 3'
    }

    It 'that do not come in time are an error that the flow may catch' {
        Start-TickFlow late -Wait | Should -Be 'TickSignalTimeout'
    }

    It 'have a stable error id: <Script>' -ForEach @(
        @{ Script = 'Send-TickSignal nobody go'; Id = 'TickRunNotFound' }
        @{ Script = '$r = Start-TickFlow late | Wait-TickRun; Send-TickSignal $r go'; Id = 'TickRunEnded' }
        @{ Script = 'Wait-TickSignal go'; Id = 'TickNotInFlow' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id*"
    }
}

Describe 'Approvals' {
    It 'are listed, approved from the pipeline, and kept with who, when and why' {
        $run = Start-TickFlow asks
        $asked = Wait-Pending $run
        $asked.Message | Should -Be 'Deploy build 7?'
        $asked.Data.Build | Should -Be 7
        (Get-TickRun $run).WaitsFor | Should -Be "approval 'deploy'"
        (Get-TickApproval).RunId | Should -Contain $run.Id

        ($asked | Approve-TickApproval -Comment fine -PassThru).Status | Should -Be 'Approved'

        $run | Receive-TickRun -Wait | Should -Be 'True fine 1'
        $vote = (Get-TickApproval $run -All).Votes
        $vote.Verified | Should -BeFalse
        "$vote" | Should -BeLike 'Approved by * (Unverified): fine'
    }

    It 'fail the run when they are denied' {
        $run = Start-TickFlow asks
        Wait-Pending $run | Deny-TickApproval -Comment 'not today'
        $ended = $run | Wait-TickRun
        $ended.ErrorId | Should -BeLike 'TickApprovalDenied*'
        $ended.Error | Should -BeLike '*not today*'
        { Approve-TickApproval $run -ErrorAction Stop } | Should -Throw -ErrorId 'TickApprovalDecided*'
    }
}
