#Requires -Modules GoTick
# Exports the data of a tenant. However many exports are started, each tenant has one at a time, over all machines, and no tenant keeps the others waiting.
# Try it from several terminals:  gotick run --new tenant-limits.ps1 -Tenant acme
# Who holds and who waits:        gotick limits list
[TickFlow(Description = 'Exports a tenant, one export a tenant at a time', ConcurrencyKey = 'export-{Tenant}', MaxConcurrency = 1)]
param(
    [Parameter(Mandatory)] [string] $Tenant,
    [string] $Folder = '.',
    [double] $Seconds = 1
)

# The permit is held from here to the end of the run: over the sleep, and over a crash of the machine.
Invoke-TickTask 'open' { Add-Content "$Folder/$Tenant.log" 'begin' }
Start-TickSleep 'work' -Seconds $Seconds

# Slow down a service that all tenants share:  gotick limits set step:upload --per-minute 30
Invoke-TickTask 'upload' { Add-Content "$Folder/$Tenant.log" 'upload' }
Invoke-TickTask 'close' { Add-Content "$Folder/$Tenant.log" 'end' }

"$Tenant exported"
