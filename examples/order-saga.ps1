# A saga: what was done is undone in reverse order if the order cannot be completed, or is cancelled.
#
#   gotick run examples/order-saga.ps1 -OrderId 42
#   gotick run examples/order-saga.ps1 -OrderId 43 -Parcel lost      # fails: refunds the money, then frees the goods
#   gotick cancel ID                                                 # from another terminal: the same
param(
    [Parameter(Mandatory)] [int] $OrderId,
    [ValidateSet('sent', 'lost', 'slow')] [string] $Parcel = 'sent',
    [string] $Ledger = "order-$OrderId.log"
)

function Write-Ledger([string] $Entry) { Add-Content -Path $Ledger -Value $Entry }

Register-TickCallback -OnFailure { Add-Content -Path $Ledger -Value "told support: $($_.Error)" } -OnCancel { Add-Content -Path $Ledger -Value "told customer: $($_.Reason)" }

# Registered before the step that it undoes: the step may be cut off in the middle. So it is written to be safe where there is nothing to undo.
Register-TickCompensation 'free goods' { Write-Ledger 'goods freed' }
Invoke-TickTask 'reserve goods' { Write-Ledger 'goods reserved' }

Register-TickCompensation 'refund' -MaxAttempts 5 { Write-Ledger 'money refunded' }
Invoke-TickTask 'charge' { Write-Ledger 'money charged' }

Invoke-TickTask 'ship' -MaxAttempts 2 -RetryDelay 0.1 {
    if ($Parcel -eq 'lost') { throw "the parcel of order $OrderId was lost" }
    if ($Parcel -eq 'slow') { Start-Sleep -Seconds 1000 }
    Write-Ledger 'parcel sent'
}
"order $OrderId completed"
