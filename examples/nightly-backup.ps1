# A flow that starts by itself: every night at two, Berlin time, it packs a folder and keeps the newest archives. A worker publishes it with its schedule:
#
#   export BACKUP_SOURCE=/srv/data BACKUP_TARGET=/srv/backups
#   gotick worker --flows examples
#   gotick schedules next nightly-backup                                             # the next ten nights
#   gotick schedules run nightly-backup                                              # one more now
#   gotick schedules backfill --from 2026-03-01 --to 2026-03-07 nightly-backup       # nights that were forgotten
[TickFlow(Schedule = '0 2 * * *', TimeZone = 'Europe/Berlin', Retention = '30.00:00:00')]
param(
    [string] $Source = $env:BACKUP_SOURCE,
    [string] $Target = $env:BACKUP_TARGET,
    [int] $Keep = 7
)

# The night that this run is for. It may run later: when no worker was there at two, the one that comes first makes up for it.
$night = ($TickRun.Scheduled ?? $TickRun.Started).ToString('yyyy-MM-dd-HHmmss', [cultureinfo]::InvariantCulture)
$archive = Join-Path $Target "$night.zip"

Invoke-TickTask 'pack' {
    [IO.Directory]::CreateDirectory($Target) > $null
    [IO.File]::Delete($archive)   # what an attempt left that did not come to its end
    [IO.Compression.ZipFile]::CreateFromDirectory($Source, $archive)
}

Invoke-TickTask 'tidy' {
    Get-ChildItem -Path $Target -Filter '*.zip' | Sort-Object -Property Name -Descending | Select-Object -Skip $Keep | Remove-Item
}
$archive
