using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>Every fault at every call that a worker makes for a real flow: the outcome is that of the undisturbed run, and nothing is done twice.</summary>
public sealed class FaultMatrixTests(FaultMatrix matrix, ITestOutputHelper output) : IClassFixture<FaultMatrix>
{
    public static MatrixTheoryData<string, string> FlowsAndFaults =>
        new(MatrixFlow.Names, Enum.GetNames<Fault>().Where(f => f != nameof(Fault.None)));

    [Theory]
    [MemberData(nameof(FlowsAndFaults))]
    public async Task Flow_FaultAtAnyCall_EndsTheSameWithNothingRepeated(string flow, string fault)
    {
        int cases = await matrix.RunAsync(flow, Enum.Parse<Fault>(fault));

        output.WriteLine($"{flow}, {fault}: {cases} cases");
        Assert.True(cases > 5, $"Only {cases} cases.");
    }
}
