# A flow that fails after a step and a sleep.
Invoke-TickTask 'before' { Note }
Start-TickSleep -Seconds 5
throw [System.InvalidOperationException]::new('this flow fails')
