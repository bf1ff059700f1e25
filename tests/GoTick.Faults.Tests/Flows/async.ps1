# Branches that wait, remember and are tried again.
$base = 10
$first = New-TickAsync 'first' {
    $x = Get-TickMemo 'x' { Note; 1 }
    Start-TickSleep -Seconds 20
    Get-TickMemo 'y' { Note; $x + $using:base }
}
$second = New-TickAsync 'second' -MaxAttempts 3 -RetryDelay 2 {
    Invoke-TickTask 'once' { Note }
    if ($TickRun.Attempt -lt 2) { throw 'again' }
    "attempt $($TickRun.Attempt)"
}
$x, $y = Wait-TickAsync $first $second
"$x, $y"
