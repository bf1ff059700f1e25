#Requires -Modules GoTick
# Asks a service for two translations at the same time. Each branch runs on whichever worker is free, and its step is
# tried again on its own.
[TickFlow(Description = 'Translates a text into two languages at the same time')]
param(
    [Parameter(Mandatory)] [string] $Service,
    [Parameter(Mandatory)] [string] $Text
)

$query = "text=$([uri]::EscapeDataString($Text))"
$toEnglish = New-TickAsync 'english' {
    $url = "$using:Service/en?$using:query"
    Get-TickMemo 'ask' -MaxAttempts 5 -RetryDelay 0.5 { Invoke-RestMethod $url }
}
$toFrench = New-TickAsync 'french' {
    $url = "$using:Service/fr?$using:query"
    Get-TickMemo 'ask' -MaxAttempts 5 -RetryDelay 0.5 { Invoke-RestMethod $url }
}

$english, $french = Wait-TickAsync $toEnglish $toFrench
"en: $english"
"fr: $french"
