# Tasks: one that succeeds at its third attempt, one that never does, one in a loop.
Invoke-TickTask 'flaky' -MaxAttempts 4 -RetryDelay 5 {
    Note
    if ($TickRun.Attempt -lt 3) { throw 'not yet' }
}
try {
    Invoke-TickTask 'hopeless' -MaxAttempts 2 -RetryDelay 1 { Note; throw 'never' }
}
catch {
    "caught $_"
}
foreach ($i in 1..2) {
    Invoke-TickTask 'again' { Note }
}
'end'
