@{
    RootModule           = 'GoTick.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0b0f52-7c0e-4b7e-9c2e-3f6d1a1f5f0a'
    Author               = 'The GoTick authors'
    CompanyName          = 'GoTick'
    Copyright            = '(c) The GoTick authors. MIT licence.'
    Description          = 'Durable execution for PowerShell: flows are ordinary scripts whose steps are remembered in SQLite or Redis, and that survive crashes, reboots and redeploys.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('GoTick.Format.ps1xml')
    CmdletsToExport      = @(
        # in a flow
        'Invoke-TickTask', 'Get-TickMemo', 'Get-TickArray', 'Start-TickSleep', 'Get-TickState', 'Set-TickState', 'Set-TickProgress',
        'New-TickAsync', 'Wait-TickAsync', 'Invoke-TickParallel',
        'Wait-TickSignal', 'Wait-TickApproval', 'Restart-TickComputer',
        'Invoke-TickFlow', 'Restart-TickFlow',
        'Register-TickCompensation', 'Register-TickCallback',
        # around flows
        'Connect-Tick', 'Disconnect-Tick',
        'Register-TickFlow', 'Get-TickFlow', 'Unregister-TickFlow', 'Start-TickFlow', 'Test-TickFlow',
        'Get-TickRun', 'Watch-TickRun', 'Wait-TickRun', 'Receive-TickRun', 'Stop-TickRun', 'Suspend-TickRun', 'Resume-TickRun', 'Restart-TickRun', 'Remove-TickRun',
        'Export-TickRun', 'Import-TickRun',
        'Get-TickStep', 'Get-TickLog',
        'Send-TickSignal', 'Get-TickApproval', 'Approve-TickApproval', 'Deny-TickApproval',
        'Register-TickSchedule', 'Get-TickSchedule', 'Suspend-TickSchedule', 'Resume-TickSchedule', 'Start-TickSchedule', 'Unregister-TickSchedule',
        'Start-TickWorker', 'Get-TickWorker', 'Stop-TickWorker',
        'Set-TickLimit', 'Get-TickLimit', 'Remove-TickLimit', 'Get-TickQueue', 'Suspend-TickQueue', 'Resume-TickQueue',
        'Test-TickStore'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('workflow', 'durable', 'orchestration', 'automation', 'redis', 'sqlite', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
