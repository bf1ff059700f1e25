#Requires -Modules GoTick
# A run that fails half way is mended, not begun again: what it did before is kept.
#
#   gotick worker --flows examples
#   gotick start --id order-42 mend-a-run -OrderId 42 -By rail
#   gotick show order-42                    # ship failed: there is no such place
#   gotick restart --from-step ship --set-step "address={\"City\":\"Graz\"}" order-42 -By road
#
# or  Restart-TickRun order-42 -FromStep ship -SetStep @{ address = @{ City = 'Graz' } } -Arguments @{ By = 'road' }
param(
    [Parameter(Mandatory)] [int] $OrderId,
    [string] $By = 'rail'
)

Invoke-TickTask charge { Write-Host "charged for order $OrderId" }
$address = Get-TickMemo address { [pscustomobject]@{ City = 'nowhere' } }
Get-TickMemo ship -MaxAttempts 1 {
    if ($address.City -eq 'nowhere') {
        throw "order ${OrderId}: there is no such place as '$($address.City)'"
    }

    "order $OrderId to $($address.City) by $By"
}
