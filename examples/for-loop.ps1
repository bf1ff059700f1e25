#Requires -Modules GoTick
# A loop over steps. The third parcel's carrier does not answer five times: the step is tried again, the others are not.
# How many parcels are shipped is kept in the run: kill it and run it again, the count goes on.
[TickFlow(Description = 'Ships five parcels, one of them with trouble')]
param([string] $Log = 'for-loop.log')

foreach ($parcel in 1..5) {
    Invoke-TickTask 'ship' -MaxAttempts 6 -RetryDelay 0.2 -Backoff 1 {
        Add-Content $Log "parcel $parcel"
        $tries = @(Get-Content $Log | Where-Object { $_ -eq "parcel $parcel" }).Count
        if ($parcel -eq 3 -and $tries -le 5) {
            throw "the carrier does not answer (try $tries)"
        }
    }
    Set-TickState 'shipped' ((Get-TickState 'shipped' -Default { 0 }) + 1)
}

"shipped $(Get-TickState 'shipped') parcels"
