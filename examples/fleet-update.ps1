#Requires -Modules GoTick
# Updates servers, two at a time, each by a run of its own: update-server.ps1. One that fails is told of at the end; the others are updated all the same.
#
#   gotick run examples/fleet-update.ps1 -Server http://web1 -Server http://web2 -Version 2.1
#   gotick list --parent ID                                          # from another terminal: a run a server
param(
    [Parameter(Mandatory)] [string[]] $Server,
    [Parameter(Mandatory)] [string] $Version
)

$results = $Server | Invoke-TickParallel 'update' -ThrottleLimit 2 {
    try {
        Invoke-TickFlow 'update-server' -Server $_ -Version $using:Version -Tag 'fleet'
    }
    catch {
        "$_"
    }
}
$results
