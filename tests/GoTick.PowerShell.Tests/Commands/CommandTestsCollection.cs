namespace GoTick.PowerShell.Tests.Commands;

/// <summary>These tests set variables of the process' environment, which every flow that ends meanwhile puts back: nothing may run beside them.</summary>
[CollectionDefinition("Commands", DisableParallelization = true)]
public sealed class CommandTestsCollection;
