using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Processes;

/// <summary>A flow of twenty short steps, each of which writes its number to a file when its block runs.</summary>
internal static class TwentySteps
{
    public const int Count = 20;

    private const string Text = """
        param([Parameter(Mandatory)] [string] $Log, [int] $Milliseconds = 100)
        foreach ($n in 1..20) {
            Invoke-TickTask 'step' {
                Add-Content $Log $n
                Start-Sleep -Milliseconds $Milliseconds
            }
        }
        'all done'
        """;

    public static string WriteTo(TestFolder folder, string name = "twenty.ps1") => folder.Write(name, Text);

    /// <summary>Each step is recorded once, and no block ran again after its recording: a step begins only once the one before is recorded.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="lines">What the blocks wrote.</param>
    /// <param name="deaths">How often a process died under it: so many blocks may have run twice.</param>
    public static void Check(RunView run, IReadOnlyList<StepView> steps, string[] lines, int deaths)
    {
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(Enumerable.Range(1, Count).Select(n => n == 1 ? "step" : $"step#{n}"), steps.Select(s => s.Key));
        Assert.All(steps, s => Assert.Equal("Completed", s.Status));
        int[] numbers = [.. lines.Select(l => int.Parse(l, CultureInfo.InvariantCulture))];
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(Enumerable.Range(1, Count), numbers.Distinct());
        Assert.InRange(numbers.Length, Count, Count + deaths);
    }
}
