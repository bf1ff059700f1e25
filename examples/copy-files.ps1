#Requires -Modules GoTick
# Copies files one by one and says how far it is: look with `gotick watch ID`, `gotick list` or Watch-TickRun.
# What is copied is not copied again after a crash. A replay says nothing.
param(
    [Parameter(Mandatory)] [string] $From,
    [Parameter(Mandatory)] [string] $To
)

$files = Get-TickArray 'files' { (Get-ChildItem $From -File).FullName | Sort-Object }
$done = 0
foreach ($file in $files) {
    $name = [IO.Path]::GetFileName($file)
    Set-TickProgress ([int] (100 * $done / $files.Count)) $name -Activity 'copying'
    Invoke-TickTask "copy $name" {
        Write-Progress -Activity $name -Status "$((Get-Item $file).Length) bytes"
        Copy-Item $file (Join-Path $To $name)
    }
    $done++
}

Set-TickProgress 100 'all copied'
"$done files copied"
