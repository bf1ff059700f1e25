#Requires -Modules GoTick
# Restarts servers one after the other: the next one only when the last one is healthy again, with a pause between.
# The pause costs nothing; when this machine is rebooted in the middle, the rest goes on where it was.
[TickFlow(Timeout = '08:00:00', Description = 'Restarts servers one after the other')]
param(
    [Parameter(Mandatory)] [string[]] $Server,
    [double] $PauseSeconds = 30
)

foreach ($name in $Server) {
    Invoke-TickTask "restart $name" { Invoke-RestMethod -Method Post "$name/restart" }
    Invoke-TickTask "healthy $name" -MaxAttempts 0 -Timeout '00:05:00' -RetryDelay 0.5 -Backoff 1 {
        Invoke-RestMethod "$name/health"
    }
    if ($name -ne $Server[-1]) {
        Start-TickSleep 'pause' -Seconds $PauseSeconds
    }
}

"$($Server.Count) servers restarted"
