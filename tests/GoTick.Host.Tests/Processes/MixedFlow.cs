using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Display;

namespace GoTick.Host.Tests.Processes;

/// <summary>A flow of tasks, a memo, a sleep and branches. Each block writes a number that grows with its place in the flow, into a file of its run or branch.</summary>
internal static class MixedFlow
{
    public const string Name = "mixed";
    private const int Tasks = 5;
    private const int Branches = 3;

    private const string Text = """
        param([Parameter(Mandatory)] [string] $Log, [int] $Milliseconds = 40)
        foreach ($n in 1..5) {
            Invoke-TickTask 'step' {
                Add-Content $Log $n
                Start-Sleep -Milliseconds $Milliseconds
            }
        }
        $memo = Get-TickMemo 'memo' { Add-Content $Log 6; 42 }
        Start-TickSleep 'nap' -Milliseconds 150
        $parts = 1..3 | Invoke-TickParallel 'part' {
            $file = "$using:Log.$_"
            $a = Get-TickMemo 'a' { Add-Content $file 1; $_ }
            Invoke-TickTask 'b' { Add-Content $file 2; Start-Sleep -Milliseconds $using:Milliseconds }
            $a * 10
        }
        Invoke-TickTask 'last' { Add-Content $Log 7 }
        "$memo $parts"
        """;

    public static string WriteTo(TestFolder folder) => folder.Write("flows/mixed.ps1", Text);

    /// <summary>The run ended once and well; each step is recorded once; no block ran again once the next one had begun, but for what faults explain.</summary>
    /// <param name="client">The store.</param>
    /// <param name="id">The run.</param>
    /// <param name="log">What it was started with.</param>
    /// <param name="faults">So many blocks may have run twice: one for each time that a process was ended or paused under it.</param>
    /// <param name="pauses">So many late lines may stand behind those of an heir: a paused process wakes within the block that it was in.</param>
    public static async Task CheckAsync(TickClient client, ItemId id, string log, int faults, int pauses)
    {
        RunView run = await client.GetRunAsync(id);
        Assert.True(run.Status == RunStatus.Completed, $"{id} is {run.Status}: {run.Error?.ErrorId} {run.Error?.Message}");
        string[] output = [.. OutputText.Items(run.Output).Select(i => i?.ToString() ?? "")];
        Assert.Equal(["42 10 20 30"], output);
        IReadOnlyList<StepView> steps = await client.ReadStepsAsync(id);
        Assert.Equal(["step", "step#2", "step#3", "step#4", "step#5", "memo", "nap", "wait", "last"], steps.Select(s => s.Key));
        Assert.All(steps, s => Assert.Equal("Completed", s.Status));
        CheckLines(log, Tasks + 2, faults, pauses);
        for (int i = 1; i <= Branches; i++)
        {
            CheckLines($"{log}.{i}", 2, faults, pauses);
        }
    }

    private static void CheckLines(string file, int count, int faults, int pauses)
    {
        int[] numbers = [.. File.ReadAllLines(file).Select(l => int.Parse(l, CultureInfo.InvariantCulture))];
        string shown = $"{Path.GetFileName(file)}: {string.Join(' ', numbers)}";
        Assert.True(numbers.Distinct().Order().SequenceEqual(Enumerable.Range(1, count)), shown);
        Assert.True(numbers.Length <= count + faults, shown);
        int late = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second < pair.First);
        Assert.True(late <= pauses, shown);
    }
}
