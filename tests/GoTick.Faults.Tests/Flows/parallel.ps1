# Five branches, two at a time; one of them fails.
$results = 1..5 | Invoke-TickParallel 'many' -ThrottleLimit 2 -MaxAttempts 1 -ErrorAction Continue {
    $n = $_
    Invoke-TickTask 'inside' { Note }
    if ($n -eq 4) { throw 'four' }
    $n * $n
}
"$results"
