#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1')
    $flows = (New-Item -ItemType Directory "$TestDrive/flows/a" -Force).Parent.FullName
    Set-Content "$flows/a/one.ps1" "[TickFlow(Description = 'first', Queue = 'fast')] param([Parameter(Mandatory)] [int] `$N)"
    Set-Content "$flows/two.ps1" '2'
    $null = Connect-Tick "sqlite:$TestDrive/flows.db"
}

AfterAll {
    Disconnect-Tick
}

Describe 'The catalogue' {
    It 'takes a folder, naming flows by their paths' {
        (Register-TickFlow $flows).Name | Sort-Object | Should -Be 'a/one', 'two'
    }

    It 'takes files from the pipeline' {
        (Get-ChildItem $flows -Recurse -Filter *.ps1 | Register-TickFlow -Root $flows).Name | Sort-Object | Should -Be 'a/one', 'two'
    }

    It 'says what a flow declares' {
        $flow = Get-TickFlow a/one
        $flow.Description | Should -Be 'first'
        $flow.Queue | Should -Be 'fast'
        $flow.Parameters[0].IsMandatory | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        Unregister-TickFlow two -WhatIf
        (Get-TickFlow two).Name | Should -Be 'two'
    }

    It 'gives a flow up' {
        Get-TickFlow t* | Unregister-TickFlow
        { Get-TickFlow two -ErrorAction Stop } | Should -Throw -ErrorId 'TickFlowNotFound,*'
    }

    It 'writes an error for a broken file and goes on' {
        Set-Content "$flows/broken.ps1" 'if ('
        $done = Register-TickFlow $flows -ErrorVariable failed -ErrorAction SilentlyContinue
        $done.Name | Sort-Object | Should -Be 'a/one', 'two'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'TickFlowSyntaxError,*'
    }
}
