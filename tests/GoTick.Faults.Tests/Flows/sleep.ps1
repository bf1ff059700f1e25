# Sleeps, short and long, with a step after each.
Start-TickSleep 'first' -Seconds 30
$a = Get-TickMemo 'a' { Note; 'a' }
Start-TickSleep -Duration '00:10:00'
$b = Get-TickMemo 'b' { Note; 'b' }
"$a$b"
