# A flow that ends by exit, with output.
Get-TickMemo 'before' { Note; 'written before' }
exit 3
