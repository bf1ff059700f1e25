#Requires -Modules GoTick
# Downloads files, at most two at a time. A download that fails is tried again; one that is done is never repeated, not even after a crash.
[TickFlow(Description = 'Downloads files side by side')]
param(
    [Parameter(Mandatory)] [string[]] $Url,
    [string] $Folder = 'downloads'
)

$target = Get-TickMemo 'folder' { (New-Item -ItemType Directory -Force $Folder).FullName }
$urls = Get-TickArray 'urls' { $Url }

$urls | Invoke-TickParallel 'download' -ThrottleLimit 2 {
    $from = $_
    $to = Join-Path $using:target (Split-Path $from -Leaf)
    Invoke-TickTask 'save' -MaxAttempts 5 -RetryDelay 0.5 { Invoke-WebRequest $from -OutFile $to }
    $to
}
