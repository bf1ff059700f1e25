# Asks a service until it is ready, however long that takes. Each round begins a fresh journal, so that a run may go on for years.
#
#   gotick run examples/poll-until-ready.ps1 -Uri http://build/42/state -EverySeconds 60
param(
    [Parameter(Mandatory)] [uri] $Uri,
    [double] $EverySeconds = 60,
    [int] $Asked = 0
)

$state = Get-TickMemo 'ask' -MaxAttempts 0 -RetryDelay $EverySeconds -Backoff 1 { Invoke-RestMethod $Uri }
if ($state -ne 'ready') {
    Start-TickSleep 'wait' -Seconds $EverySeconds
    Restart-TickFlow -Asked ($Asked + 1)
}
"ready, after $($Asked + 1) rounds"
