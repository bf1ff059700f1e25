# The flow that every-child.jsonl was recorded from, on the real executor. Neither file is ever edited.
param([int] $Depth = 0)
if ($Depth -gt 0) { if ($Depth -eq 2) { throw 'a child fails' }; return "child $Depth" }
$one = Invoke-TickFlow 'every-child-other' -Depth 1
$failed = try { Invoke-TickFlow 'every-child-other' -Name 'bad' -Depth 2 } catch { "$($_.FullyQualifiedErrorId) $($_.Exception.InnerException.Message)" }
$none = try { Invoke-TickFlow 'nobody' } catch { $_.FullyQualifiedErrorId -replace ',.*' }
$note = Get-TickMemo 'after' { Note; 'after' }
"$one, $failed, $none, $note"
