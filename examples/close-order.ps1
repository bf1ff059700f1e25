#Requires -Modules GoTick
# Closes an order three seconds after it was created. Kill it in between and run it again: it goes on where it was.
[TickFlow(Timeout = '1.00:00:00', Description = 'Closes an order after a while')]
param([Parameter(Mandatory)] [int] $OrderId)

$created = Get-TickMemo 'created' { Get-Date }
Start-TickSleep 'wait-close' -Seconds 3
Invoke-TickTask 'close-order' {
    Write-Host "order $OrderId closed after $([int]((Get-Date) - $created).TotalSeconds) s"
}
