# Children: one that completes, one that fails, and one for each of two branches.
$a = Invoke-TickFlow 'memo' -Number 2
$failed = try { Invoke-TickFlow 'failing' -Name 'bad' } catch { "$($_.FullyQualifiedErrorId -replace ',.*') $($_.Exception.InnerException.Message)" }
Invoke-TickTask 'after' { Note }
$both = 1..2 | Invoke-TickParallel 'each' {
    Invoke-TickFlow 'memo' -Name 'inner' -Arguments @{ Number = $_ }
    Invoke-TickTask 'note' { Note }
}
"$a, $failed, $both"
