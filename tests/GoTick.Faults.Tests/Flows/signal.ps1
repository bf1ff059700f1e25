# Sends itself signals, more than it waits for at first, and waits for one that never comes.
Send-TickSignal $TickRun.Id 'second' 'b'
Send-TickSignal $TickRun.Id 'first' @{ Value = 'a' }
Invoke-TickTask 'before' { Note }
$a = Wait-TickSignal 'first'
$b = Wait-TickSignal 'second' -Timeout '00:10:00'
$none = try { Wait-TickSignal 'third' -Timeout '00:10:00' } catch { $_.FullyQualifiedErrorId -replace ',.*' }
Invoke-TickTask 'after' { Note }
"$($a.Value) $b $none"
