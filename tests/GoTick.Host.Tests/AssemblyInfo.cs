// PowerShell sets up its providers process-wide while a runspace opens; two that open at once can leave one without a current location.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
