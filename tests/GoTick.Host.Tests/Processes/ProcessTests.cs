namespace GoTick.Host.Tests.Processes;

/// <summary>Tests with real processes: one after the other, because each takes a core.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessTests
{
    public const string Name = "real processes";
}
