#Requires -Modules GoTick
# Updates one server. Started by fleet-update.ps1 for each server, or by hand.
#
#   gotick run examples/update-server.ps1 -Server http://web1 -Version 2.1
[TickFlow(Timeout = '02:00:00', Description = 'Updates one server')]
param(
    [Parameter(Mandatory)] [string] $Server,
    [Parameter(Mandatory)] [string] $Version
)

# Registered first: a server that was taken out of service comes back, updated or not.
Register-TickCompensation 'back in service' { Invoke-RestMethod -Method Post "$Server/enable" }
Invoke-TickTask 'drain' { Invoke-RestMethod -Method Post "$Server/drain" }
Invoke-TickTask 'install' -MaxAttempts 2 -RetryDelay 0.2 { Invoke-RestMethod -Method Post "$Server/install/$Version" }
Invoke-TickTask 'enable' { Invoke-RestMethod -Method Post "$Server/enable" }
"$Server runs $Version"
