# The flow that every-wait.jsonl was recorded from, on the real executor. Neither file is ever edited.
Send-TickSignal $TickRun.Id 'go' @{ Value = 42 }
$go = Wait-TickSignal 'go'
$none = try { Wait-TickSignal 'go' -Timeout 60 } catch { $_.FullyQualifiedErrorId -replace ',.*' }
$answer = Wait-TickApproval 'deploy' 'Deploy?' -Data @{ Build = 7 } -Approver eve -EscalateTo bob -EscalateAfter 60 -Timeout 120 -ErrorAction SilentlyContinue
$note = Get-TickMemo 'after' { Note; 'after' }
"$($go.Value) $none $($answer.Outcome) $note"
