# Goes on as new twice: behind a step, and behind a sleep and a child.
param([int] $Round = 1, [string] $Seen = '')
$note = Get-TickMemo 'note' { Note; "r$Round" }
if ($Round -lt 3) {
    if ($Round -eq 2) {
        Start-TickSleep -Seconds 20
        $null = Invoke-TickFlow 'state'
    }
    Restart-TickFlow -Round ($Round + 1) -Seen "$Seen$note "
}
"$Seen$note $($Seen.Length)"
