# Patches the machine, reboots it, and goes on there once it is up again.
#
#   gotick service install --flows examples          # a worker that starts with the machine
#   gotick start reboot-and-go-on -Log /var/log/patched.log
#
# To try it without a reboot, give the worker another command: gotick worker --flows examples --reboot-command 'kill -9 $PPID'
# kills the worker as a reboot would. Start it again with another GOTICK_BOOT_ID, as if the machine had come up.
param(
    [Parameter(Mandatory)] [string] $Log
)

Invoke-TickTask 'patch' { Add-Content -Path $Log -Value 'patched' }

Restart-TickComputer -Timeout '00:10:00'

Invoke-TickTask 'check' { Add-Content -Path $Log -Value 'up again' }
'patched and up'
