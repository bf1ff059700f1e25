# Reboots the machine twice, and runs a step on each side.
Invoke-TickTask 'before' { Note }
Restart-TickComputer
Invoke-TickTask 'between' { Note }
Restart-TickComputer 'again'
Invoke-TickTask 'after' { Note }
'up'
