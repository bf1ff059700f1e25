# Values: a scalar, an object, an array, nothing.
param([int] $Number = 7)

$one = Get-TickMemo 'one' { Note; $Number * 6 }
$thing = Get-TickMemo 'thing' { Note; [pscustomobject]@{ Name = 'x'; Size = 3 } }
$list = Get-TickArray 'list' { Note; 1; 2; 3 }
$nothing = Get-TickMemo 'nothing' { Note }
"$one $($thing.Name)$($thing.Size) $($list.Count) $($null -eq $nothing)"
