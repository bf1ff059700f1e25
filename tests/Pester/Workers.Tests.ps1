#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    $modulePath = (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1' | Resolve-Path).Path
    Import-Module $modulePath
    $pwsh = (Get-Process -Id $PID).Path

    function Wait-Until([scriptblock] $Condition) {
        $deadline = (Get-Date).AddSeconds(60)
        while (-not (& $Condition)) {
            if ((Get-Date) -gt $deadline) { throw "It did not come: $Condition" }
            Start-Sleep -Milliseconds 50
        }
    }
}

Describe 'A worker' {
    BeforeEach {
        $store = "sqlite:$TestDrive/$(New-Guid).db"
        $flows = (New-Item -ItemType Directory "$TestDrive/$(New-Guid)").FullName
        $null = Connect-Tick $store
    }

    AfterEach {
        Get-TickWorker | Where-Object IsLocal | Stop-TickWorker
        Disconnect-Tick
    }

    It 'serves its queues until it is stopped' {
        $worker = Start-TickWorker -Queue a, b -Concurrency 2
        $worker.Store | Should -Be $store
        (Get-TickWorker -Queue b).Id | Should -Be $worker.Id
        $worker | Stop-TickWorker
        Get-TickWorker | Should -BeNullOrEmpty
        { Stop-TickWorker $worker.Id -ErrorAction Stop } | Should -Throw -ErrorId 'TickWorkerNotFound,*'
    }

    It 'publishes what changes, and warns of what is broken' {
        Set-Content "$flows/broken.ps1" "`n`nif ("
        Set-Content "$flows/f.ps1" "'one'"
        $null = Start-TickWorker $flows -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*broken.ps1:3*'
        Start-TickFlow f -Wait | Should -Be 'one'
        Set-Content "$flows/f.ps1" "'two'"
        Wait-Until { (Get-TickFlow f).Versions.Count -eq 2 }
        Start-TickFlow f -Wait | Should -Be 'two'
    }

    It 'refuses a folder that is not there' {
        { Start-TickWorker "$flows/nosuch" } | Should -Throw -ErrorId 'TickFlowFolderNotFound,*'
    }

    It 'executes only its folder''s texts with -Trust Folder' {
        Set-Content "$TestDrive/foreign.ps1" "'foreign'"
        Set-Content "$flows/mine.ps1" "'mine'"
        $null = Register-TickFlow "$TestDrive/foreign.ps1"
        $null = Start-TickWorker $flows -Trust Folder
        Start-TickFlow mine -Wait | Should -Be 'mine'
        (Start-TickFlow foreign | Wait-TickRun).ErrorId | Should -Be 'TickFlowUntrusted'
    }

    It 'runs PowerShell''s own commands, modules and native programs in its steps' {
        Set-Content "$flows/own.ps1" "Get-TickMemo m { (Get-ChildItem `$PSScriptRoot -Filter own.ps1 | Measure-Object).Count; ('{}' | ConvertFrom-Json).GetType().Name; & '$pwsh' -NoProfile -Command '40 + 2' }"
        $null = Start-TickWorker $flows
        Start-TickFlow own -Wait | Should -Be 1, 'PSCustomObject', '42'
    }

    It 'drains when PowerShell ends' {
        Set-Content "$flows/slow.ps1" "Invoke-TickTask slow { Write-Host 'begun'; Start-Sleep -Milliseconds 1500 }; 'done'"
        $script = "Import-Module '$modulePath'; `$null = Start-TickWorker '$flows' -Store '$store'; `$r = Start-TickFlow slow -Id s -Store '$store'; while (-not (Get-TickLog s -Store '$store')) { Start-Sleep -Milliseconds 20 }"
        & $pwsh -NoProfile -Command $script
        (Get-TickStep s).Attempts | Should -Be 1
        Get-TickWorker | Should -BeNullOrEmpty
        $null = Start-TickWorker
        Receive-TickRun s -Wait | Should -Be 'done'
    }
}

Describe 'Two processes on one Redis' -Skip:(-not (Get-Command redis-server -ErrorAction Ignore)) {
    BeforeAll {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $redis = Start-Process redis-server -ArgumentList "--port $port --bind 127.0.0.1 --save `"`"" -PassThru -WorkingDirectory $TestDrive -RedirectStandardOutput "$TestDrive/redis.log"
        $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
        Set-Content "$flows/long.ps1" "`$memo = Get-TickMemo memo { [guid]::NewGuid().ToString() }`nInvoke-TickTask slow { Write-Host `"pid `$PID`"; Start-Sleep 3 }`n`$memo"
        Wait-Until { try { Connect-Tick "redis://127.0.0.1:$port" -ErrorAction Stop } catch { $null = $_ } }
        $script = "Import-Module '$modulePath'; Start-TickWorker '$flows' -Store redis://127.0.0.1:$port -Wait"
        $workers = 1..2 | ForEach-Object { Start-Process $pwsh -ArgumentList '-NoProfile', '-Command', "`"$script`"" -PassThru -RedirectStandardOutput "$TestDrive/worker$_.log" }
        Wait-Until { @(Get-TickWorker).Count -eq 2 }
    }

    AfterAll {
        Disconnect-Tick
        $workers | Where-Object { -not $_.HasExited } | Stop-Process -Force
        $redis | Stop-Process
    }

    It 'let a run outlive the process that executes it' {
        $run = Start-TickFlow long
        Wait-Until { Get-TickLog $run.Id | Where-Object Text -Like 'pid *' }
        $first = [int](@(Get-TickLog $run.Id | Where-Object Text -Like 'pid *')[0].Text -replace 'pid ')
        $memo = (Get-TickStep $run.Id -Name memo).Value
        Stop-Process -Id $first -Force

        Receive-TickRun $run.Id -Wait | Should -Be $memo
        $second = [int](@(Get-TickLog $run.Id | Where-Object Text -Like 'pid *')[-1].Text -replace 'pid ')
        $second | Should -BeIn $workers.Id
        $second | Should -Not -Be $first
        (Get-TickWorker).ProcessId | Should -Be $second
    }
}
