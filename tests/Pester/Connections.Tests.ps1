#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    Set-Content "$TestDrive/f.ps1" '1'
}

Describe 'The store of a command' {
    BeforeEach {
        $before = $env:GOTICK_STORE
        $env:GOTICK_STORE = 'sqlite:env.db'
        Push-Location $TestDrive
    }

    AfterEach {
        Disconnect-Tick
        Pop-Location
        $env:GOTICK_STORE = $before
    }

    It 'is the nearest: <Script>' -ForEach @(
        @{ Script = 'Register-TickFlow f.ps1'; File = 'env.db' }
        @{ Script = '$null = Connect-Tick sqlite:a.db; Register-TickFlow f.ps1'; File = 'a.db' }
        @{ Script = '$null = Connect-Tick sqlite:a.db; Register-TickFlow f.ps1 -Store sqlite:b.db'; File = 'b.db' }
        @{ Script = 'Register-TickFlow f.ps1 -Store sqlite:b.db | Get-TickFlow'; File = 'b.db' }
        @{ Script = '$null = Connect-Tick sqlite:a.db; Disconnect-Tick; Register-TickFlow f.ps1'; File = 'env.db' }
    ) {
        (Invoke-Expression $Script).Store | Should -Be "sqlite:$(Join-Path $TestDrive $File)"
    }

    It 'has a stable error when there is none: <Script>' -ForEach @(
        @{ Script = 'Connect-Tick nonsense'; Id = 'TickStoreInvalid' }
        @{ Script = 'Connect-Tick redis://127.0.0.1:1'; Id = 'TickStoreUnavailable' }
    ) {
        { Invoke-Expression $Script } | Should -Throw -ErrorId "$Id,*"
    }
}
