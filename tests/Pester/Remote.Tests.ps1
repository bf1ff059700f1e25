#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows").FullName
    Set-Content "$flows/greet.ps1" "param([Parameter(Mandatory)] [string] `$Name)`nInvoke-TickTask say { Write-Host saying; Write-Warning softly }`nGet-TickMemo greeting { `"Hello `$Name`" }"
    Set-Content "$flows/waits.ps1" 'Wait-TickSignal go'
    Set-Content "$flows/fails.ps1" "Invoke-TickTask work -MaxAttempts 1 { throw 'no luck' }"
    Set-Content "$flows/asks.ps1" '$given = Wait-TickApproval ship -Message Ship; "$($given.By) $($given.Verified)"'
    Set-Content "$TestDrive/extra.ps1" "'extra'"
    $build = (Get-Item (Join-Path $PSScriptRoot '../../src/GoTick.Host/bin/*/net10.0/gotick.dll') | Sort-Object LastWriteTime)[-1].FullName
    $store = "sqlite:$TestDrive/remote.db"
    function Invoke-Gotick { dotnet $build @args }

    # A free port: one that nobody listened on a moment ago.
    $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $address = "http://127.0.0.1:$($probe.LocalEndpoint.Port)"
    $probe.Stop()

    $key, $reader = @{ owner = 'admin'; onlooker = 'read' }.GetEnumerator() | Sort-Object Name -Descending | ForEach-Object {
        Invoke-Gotick keys create --name $_.Name --scope $_.Value --store $store | Select-Object -Last 1 | ConvertTo-SecureString -AsPlainText
    }
    $start = @{ FilePath = 'dotnet'; PassThru = $true; RedirectStandardOutput = "$TestDrive/out.txt"; RedirectStandardError = "$TestDrive/err.txt" }
    $server = Start-Process @start -ArgumentList $build, 'server', '--urls', $address, '--flows', $flows, '--store', $store, '--require-key'
    function Test-Ready { try { (Invoke-WebRequest "$address/readyz" -SkipHttpErrorCheck).StatusCode -eq 200 } catch { $false } }
    while (-not (Test-Ready)) {
        if ($server.HasExited) { throw (Get-Content "$TestDrive/err.txt" -Raw) }
        Start-Sleep -Milliseconds 100
    }

    $null = Connect-Tick $address -ApiKey $key
}

AfterAll {
    Disconnect-Tick
    $server.Kill()
    $server.WaitForExit()
}

Describe 'A server in place of a store' {
    It 'starts a run, waits for it and gives its output' {
        Start-TickFlow greet -Name Ada -Wait | Should -Be 'Hello Ada'
    }

    It 'has the parameters of the flow' {
        (Get-TickFlow greet).Parameters.Name | Should -Be 'Name'
        { Start-TickFlow greet -Nome Ada } | Should -Throw
    }

    It 'shows steps, streams and lists' {
        $run = Start-TickFlow greet -Name Bob -Tag shown | Wait-TickRun
        ($run | Get-TickStep).Name | Should -Be 'say', 'greeting'
        ($run | Get-TickLog).Text | Should -Contain 'saying'
        (Get-TickRun -Tag shown).Id | Should -Be $run.Id
    }

    It 'signals, cancels, and removes' {
        $run = Start-TickFlow waits
        Send-TickSignal $run.Id go 42
        $run | Receive-TickRun -Wait | Should -Be 42
        $other = Start-TickFlow waits
        ($other | Stop-TickRun -Wait).Status | Should -Be 'Canceled'
        $other | Remove-TickRun -Confirm:$false
        { Get-TickRun $other.Id -ErrorAction Stop } | Should -Throw -ErrorId 'TickRunNotFound,*'
    }

    It 'throws what the run failed with' {
        { Start-TickFlow fails -Wait -ErrorAction Stop } | Should -Throw -ErrorId 'TickRunFailed,*'
        (Get-TickRun -Flow fails -First 1).Status | Should -Be 'Failed'
    }

    It 'records the key''s owner, verified, as who approved' {
        $run = Start-TickFlow asks
        while (-not ($asked = Get-TickApproval $run.Id)) { Start-Sleep -Milliseconds 50 }
        $asked | Approve-TickApproval
        $run | Receive-TickRun -Wait | Should -Be 'owner True'
    }

    It 'publishes a flow' {
        Register-TickFlow "$TestDrive/extra.ps1"
        Start-TickFlow extra -Wait | Should -Be 'extra'
    }

    It 'has a stable error id: <Script>' -ForEach @(
        @{ Script = 'Start-TickFlow nosuch'; Id = 'TickFlowNotFound' }
        @{ Script = 'Get-TickRun nosuch'; Id = 'TickRunNotFound' }
        @{ Script = 'Start-TickWorker'; Id = 'TickNotSupported' }
        @{ Script = 'Test-TickStore'; Id = 'TickNotSupported' }
        @{ Script = 'Connect-Tick $address -ApiKey (ConvertTo-SecureString gotick_nonsense -AsPlainText)'; Id = 'TickKeyInvalid' }
        @{ Script = '$null = Connect-Tick $address -ApiKey $reader; try { Start-TickFlow greet -Name x } finally { $null = Connect-Tick $address -ApiKey $key }'; Id = 'TickAccessDenied' }
        @{ Script = 'Connect-Tick http://127.0.0.1:1'; Id = 'TickStoreUnavailable' }
    ) {
        { $ErrorActionPreference = 'Stop'; Invoke-Expression $Script } | Should -Throw -ErrorId "$Id,*"
    }
}
