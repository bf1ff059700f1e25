# State beside steps.
Set-TickState 'count' 1
Get-TickMemo 'a' { Note; 'a' }
Set-TickState 'count' ((Get-TickState 'count') + 1)
Invoke-TickTask 'b' { Note }
"count $(Get-TickState 'count')"
