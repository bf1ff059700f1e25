# Fails behind a limited step and a sleep, is undone, and tells a callback.
Register-TickCompensation 'undo first' { Note }
Register-TickCallback -OnFailure { Note }
Invoke-TickTask 'limited' { Note }
Start-TickSleep -Seconds 5
Register-TickCompensation 'undo second' { Note }
Invoke-TickTask 'second' { Note }
throw [System.InvalidOperationException]::new('this flow fails, and is undone')
