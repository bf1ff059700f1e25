# Asks for an approval that nobody gives: others are asked, too, and then it is over.
Invoke-TickTask 'before' { Note }
$a = Wait-TickApproval 'deploy' 'Deploy?' -Data 7 -Approver eve -EscalateTo bob -EscalateAfter '00:01:00' -Timeout '00:10:00' -ErrorAction SilentlyContinue
Invoke-TickTask 'after' { Note }
"$($a.Approved) $($a.Outcome)"
