using GoTick.Faults.Tests.Matrix;
using GoTick.Faults.Tests.Simulation;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Mutants;

/// <summary>Each planted defect is caught.</summary>
public sealed class MutantTests(FaultMatrix matrix, ITestOutputHelper output) : IClassFixture<FaultMatrix>
{
    private const int Seeds = 500;

    public static TheoryData<string> Names => [.. Mutant.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Simulation_WithMutant_FindsIt(string mutant) => Find(seed => new Simulation.Simulation(seed, Mutant.All[mutant]));

    [Fact]
    public void Simulation_BlockRecordedBeforeItRan_FindsIt() => Find(seed => new Simulation.Simulation(seed, recordsFirst: true));

    [Theory]
    [InlineData("NoTokenCheck", "memo", nameof(Fault.Stopped))]
    [InlineData("NoLengthCheck", "memo", nameof(Fault.AnswerLost))]
    [InlineData("NoLengthCheck", "task", nameof(Fault.Twice))]
    [InlineData("GateEndForgotten", "parallel", nameof(Fault.None))]
    [InlineData("RetryNotCounted", "task", nameof(Fault.Killed))]
    [InlineData("JournalForgotten", "sleep", nameof(Fault.None))]
    [InlineData("TextNotHeld", "starter", nameof(Fault.None))]
    public async Task Matrix_WithMutant_FindsIt(string mutant, string flow, string fault)
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (int k = 1; k == 1 || await matrix.OneAsync(flow, Enum.Parse<Fault>(fault), "commit", k, Mutant.All[mutant]); k++)
            {
                Assert.True(k < 30, "Nothing was found.");
            }
        });

        output.WriteLine(exception.Message);
        Assert.IsType<MatrixException>(exception);
    }

    /// <summary>Some seed finds the defect, and the same seed finds the same in the same way again.</summary>
    private void Find(Func<int, Simulation.Simulation> make)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Simulation.Simulation once = make(seed);
            if (FirstFault(once) is { } fault)
            {
                output.WriteLine($"Seed {seed} found {fault}");
                Simulation.Simulation again = make(seed);
                Assert.Equal(fault, FirstFault(again));
                Assert.Equal(once.Trace, again.Trace);
                return;
            }
        }

        Assert.Fail($"{Seeds} seeds did not find it.");
    }

    private static string? FirstFault(Simulation.Simulation world)
    {
        try
        {
            return world.Run() is [var fault, ..] ? fault : null;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            return $"{e.GetType().Name}: {e.Message}"; // the checker, or the world itself, cannot make sense of what it finds
        }
    }
}
