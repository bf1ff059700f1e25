# Starts two runs of its own, once each.
$a = Start-TickFlow memo
$b = Start-TickFlow memo -Id 'named'
Invoke-TickTask 'after' { Note }
"$($b.Id) $($a.Id.Length)"
