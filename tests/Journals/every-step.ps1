# The flow that every-step.jsonl was recorded from, on the real executor. Neither file is ever edited.
param([int] $Number = 2)

$one = Get-TickMemo 'one' { Note; $Number * 21 }
$list = Get-TickArray 'list' { Note; 1; 2; 3 }
Invoke-TickTask 'flaky' -MaxAttempts 3 -RetryDelay 1 {
    Note
    if ($TickRun.Attempt -lt 2) { throw 'not yet' }
}
try {
    Invoke-TickTask 'hopeless' -MaxAttempts 1 { Note; throw 'never' }
}
catch {
    $caught = "$_"
}
Start-TickSleep 'pause' -Seconds 5
Start-TickSleep -Seconds 1
Set-TickState 'count' ($list.Count + 1)
$a = New-TickAsync 'a' { Get-TickMemo 'in' { Note; 'A' } }
$b = New-TickAsync 'b' -MaxAttempts 1 { throw 'B' }
$results = Wait-TickAsync $a $b -ErrorAction Continue
$squares = 1..3 | Invoke-TickParallel 'many' -ThrottleLimit 2 { $_ * $_ }
$run = Start-TickFlow every-step-other -Id 'other'
foreach ($i in 1..2) {
    Invoke-TickTask 'again' { Note }
}
"$one $caught $(Get-TickState 'count') $($results[0]) $squares $($run.Id)"
