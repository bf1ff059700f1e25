#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.5' }
# Run from the project's root, after a build:  pwsh -NoProfile -Command "Invoke-Pester -CI tests/Pester"

BeforeAll {
    $modulePath = Join-Path $PSScriptRoot '../../artifacts/module/GoTick/GoTick.psd1' | Resolve-Path
    Import-Module $modulePath
}

Describe 'The module' {
    It 'is a valid manifest' {
        Test-ModuleManifest $modulePath -ErrorAction Stop | ForEach-Object Name | Should -Be 'GoTick'
    }

    It 'exports every cmdlet of its assembly, and nothing else' {
        $written = (Import-PowerShellDataFile $modulePath).CmdletsToExport | Sort-Object
        $assembly = (Get-Module GoTick).ImplementingAssembly
        $made = $assembly.GetExportedTypes().ForEach{
            $name = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
            if ($name) { "$($name[0].VerbName)-$($name[0].NounName)" }
        } | Sort-Object
        $made | Should -Be $written
        (Get-Command -Module GoTick).Name | Sort-Object | Should -Be $written
    }

    It 'uses approved verbs only' {
        Get-Command -Module GoTick | Where-Object Verb -NotIn (Get-Verb).Verb | Should -BeNullOrEmpty
    }

    It 'keeps its engine and dependencies out of the default load context' {
        Get-TickFlow -Store "sqlite:$TestDrive/loads.db" | Should -BeNullOrEmpty
        $contexts = [AppDomain]::CurrentDomain.GetAssemblies() |
            Where-Object { $_.GetName().Name -match '^(GoTick\.Core|StackExchange|SQLitePCLRaw|Microsoft\.Data\.Sqlite)' } |
            ForEach-Object { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name } | Sort-Object -Unique
        $contexts | Should -Be 'GoTick'
        Disconnect-Tick -Store "sqlite:$TestDrive/loads.db"
    }

    It 'has a view for each of its types' {
        $shown = @(Get-FormatData -TypeName 'GoTick.*' -PowerShellVersion $PSVersionTable.PSVersion).ForEach{ $_.TypeNames }
        foreach ($type in 'TickRun', 'TickProgress', 'TickFlow', 'TickFlowParameter', 'TickStep', 'TickLogRecord', 'TickWorker', 'TickConnection', 'TickStoreFault',
            'TickApproval', 'TickApprovalResult', 'TickVote', 'TickRunOutcome', 'TickFlowFault', 'TickRunFit', 'TickSchedule', 'TickLimit', 'TickQueue') {
            $shown | Should -Contain "GoTick.$type"
        }
    }

    It 'brings an about page' {
        Join-Path (Split-Path $modulePath) 'en-US/about_GoTick.help.txt' | Should -Exist
    }

    It 'refuses a flow cmdlet outside of a flow, and executes nothing' {
        $ran = $false
        { Invoke-TickTask x { $script:ran = $true } } | Should -Throw -ErrorId 'TickNotInFlow*'
        $ran | Should -BeFalse
    }
}
