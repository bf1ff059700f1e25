#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/tick.ps1" 'param([int] $N = 1) "$N at $($TickRun.Scheduled.ToString("HH:mm:ss"))"'
    Set-Content "$flows/nightly.ps1" "[TickFlow(Schedule = '0 2 * * *', TimeZone = 'Europe/Berlin')] param() 'night'"
    $null = Connect-Tick "sqlite:$TestDrive/schedules.db"
    $worker = Start-TickWorker $flows
}

AfterAll {
    $worker | Stop-TickWorker
    Disconnect-Tick
}

Describe 'Schedules' {
    It 'start a run for each of their times' {
        $end = (Get-Date).AddSeconds(4)
        $s = Register-TickSchedule every -Flow tick -Cron '* * * * * *' -Arguments @{ N = 7 } -End $end
        $s.Upcoming.Count | Should -BeLessOrEqual 4
        foreach ($i in 1..400) {
            $s = Get-TickSchedule every
            if ($s.Status -eq 'Ended') { break }
            Start-Sleep -Milliseconds 50
        }
        $s.Status | Should -Be 'Ended'
        $runs = Get-TickRun -Tag schedule:every | Wait-TickRun
        $runs.Count | Should -Be $s.Started
        $runs.Count | Should -BeGreaterOrEqual 3
        foreach ($run in $runs) {
            $run.Id | Should -Match '^every@\d{4}-\d\d-\d\dT[\d:]{8}Z$'
            $run | Receive-TickRun | Should -Be "7 at $($run.Id.Substring(17, 8))"
        }
        Test-TickStore | Should -BeNullOrEmpty
    }

    It 'come with a flow' {
        $s = Get-TickSchedule nightly
        $s.FromFlow | Should -BeTrue
        $s.Upcoming.Hour | Sort-Object -Unique | Should -Be 2
        $s | Start-TickSchedule | Receive-TickRun -Wait | Should -Be 'night'
    }

    It 'are paused and resumed' {
        Get-TickSchedule nightly | Suspend-TickSchedule
        (Get-TickSchedule nightly).Status | Should -Be 'Paused'
        Get-TickSchedule nightly | Resume-TickSchedule
        (Get-TickSchedule nightly).Next | Should -Not -BeNullOrEmpty
    }

    It 'have a stable error id: <Script>' -ForEach @(
        @{ Script = "Register-TickSchedule s -Flow tick -Cron '* 24 * * *'"; Id = 'TickCronInvalid'; Says = '*field 2 (hour)*' }
        @{ Script = "Register-TickSchedule s -Flow tick -Cron '@daily' -TimeZone Nowhere"; Id = 'TickTimeZoneUnknown'; Says = '*Nowhere*' }
        @{ Script = "Register-TickSchedule s -Flow nope -Cron '@daily'"; Id = 'TickFlowNotFound'; Says = '*nope*' }
        @{ Script = "Register-TickSchedule s -Flow tick -Cron '@daily' -Arguments @{ N = 'x' }"; Id = 'TickArgumentInvalid'; Says = '*N*' }
        @{ Script = 'Get-TickSchedule nope'; Id = 'TickScheduleNotFound'; Says = '*nope*' }
    ) {
        { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Script")) } | Should -Throw -ErrorId "$Id*" -ExpectedMessage $Says
    }
}
