using System.Diagnostics;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using Xunit;

namespace GoTick.Host.Tests.Processes;

/// <summary>Runs that are cancelled on real workers, whatever their blocks do, and workers that die while they undo.</summary>
[Collection(ProcessTests.Name)]
public sealed class EndingTests
{
    // Far above what a stop takes; far below a third of the lease, so that it is the word of it that stops a block and not a renewal.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("sqlite", "while ($true) { }")]
    [InlineData("sqlite", "Start-Sleep -Seconds 1000")]
    [InlineData("sqlite", "& /bin/sh -c 'echo $$ > native.pid; exec sleep 1000'")]
    [InlineData("sqlite", "$null = & /bin/sh -c 'echo $$ > native.pid; sleep 1000; echo x'")]
    [InlineData("redis", "& /bin/sh -c 'echo $$ > native.pid; exec sleep 1000'")]
    [InlineData("redis", "while ($true) { }")]
    public async Task Cancel_OfARunningBlock_StopsItAtOnceAndUndoes(string kind, string block)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The native process is a shell.");
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", "120", "--concurrency", "1");
        fleet.Folder.Write("flows/hangs.ps1", $$"""
            param([string] $Log)
            Set-Location (Split-Path $Log)
            Register-TickCompensation undo { Add-Content $Log undone }
            Invoke-TickTask hangs { Add-Content $Log began; {{block}} }
            """);
        await fleet.AddWorkerAsync();
        string log = fleet.Folder.File("hangs.txt");
        ItemId run = await fleet.StartRunAsync("hangs", new() { ["Log"] = log });
        bool isNative = block.Contains("native.pid", StringComparison.Ordinal);
        await Until(() => fleet.Folder.Lines("hangs.txt").Length == 1 && (!isNative || fleet.Folder.Lines("native.pid").Length == 1));

        long asked = Stopwatch.GetTimestamp();
        await using Gotick cancel = await fleet.CallAsync("cancel", "--wait", "--reason", "enough", run.Text);

        Assert.True(cancel.ExitCode == 0, cancel.ToString());
        Assert.Contains(cancel.Output, l => l.Contains("Canceled", StringComparison.Ordinal) && l.EndsWith("enough", StringComparison.Ordinal));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, Soon);
        Assert.Equal(["began", "undone"], fleet.Folder.Lines("hangs.txt"));
        if (isNative)
        {
            int pid = int.Parse(fleet.Folder.Lines("native.pid")[0], CultureInfo.InvariantCulture);
            await Until(() => !IsAlive(pid));
        }

        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task Worker_KilledWhileItUndoes_AnotherGoesOnWithTheNext(string kind)
    {
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", "2");
        fleet.Folder.Write("flows/saga.ps1", """
            param([string] $Log)
            foreach ($name in 'a', 'b', 'c') {
                Register-TickCompensation "undo $name" {
                    Add-Content $Log $name
                    if ($name -eq 'b') { while (-not (Test-Path "$Log.go")) { Start-Sleep -Milliseconds 20 } }
                }
            }
            Invoke-TickTask fails -MaxAttempts 1 { throw 'no' }
            """);
        Gotick first = await fleet.AddWorkerAsync();
        ItemId run = await fleet.StartRunAsync("saga", new() { ["Log"] = fleet.Folder.File("saga.txt") });
        await Until(() => fleet.Folder.Lines("saga.txt").Contains("b"));

        await first.KillAsync();
        fleet.Workers.Remove(first);
        fleet.Folder.Write("saga.txt.go", "");
        await fleet.AddWorkerAsync();

        RunView view = await fleet.EndAsync(run);
        Assert.Equal((RunStatus.Failed, 0), (view.Status, view.FailedAtEnd));
        Assert.Equal(["c", "b", "b", "a"], fleet.Folder.Lines("saga.txt"));
        IReadOnlyList<StepView> steps = await fleet.Client.ReadStepsAsync(run);
        Assert.Equal(["fails", "undo c", "undo b", "undo a"], steps.Select(s => s.Key));
        await fleet.CheckAsync(faults: 1);
        await fleet.StopAsync();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task SuspendAndResume_OfARunWithBranches_GoesOnWhereItWas(string kind)
    {
        await using Fleet fleet = await Fleet.StartAsync(kind, "--concurrency", "2");
        fleet.Folder.Write("flows/fans.ps1", """
            param([string] $Log)
            1..4 | Invoke-TickParallel each -ThrottleLimit 2 {
                $n = $_
                Invoke-TickTask one { Set-Content "$using:Log.one$n" ''; while (-not (Test-Path "$using:Log.go")) { Start-Sleep -Milliseconds 20 } }
                Invoke-TickTask two { Set-Content "$using:Log.two$n" '' }
                $n
            }
            """);
        await fleet.AddWorkerAsync();
        ItemId run = await fleet.StartRunAsync("fans", new() { ["Log"] = fleet.Folder.File("fans.txt") });
        await Until(() => Done() == "one1 one2");

        await using Gotick suspend = await fleet.CallAsync("suspend", "--reason", "wait", run.Text);
        Assert.True(suspend.ExitCode == 0, suspend.ToString());
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // word of it takes a second at most
        fleet.Folder.Write("fans.txt.go", "");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.Equal("one1 one2", Done());
        await using Gotick show = await fleet.CallAsync("show", run.Text);
        Assert.Contains(show.Output, l => l.Contains("Suspended", StringComparison.Ordinal));
        Assert.Empty(await fleet.Client.CheckAsync());
        await using Gotick resume = await fleet.CallAsync("resume", run.Text);
        Assert.True(resume.ExitCode == 0, resume.ToString());
        Assert.Equal(RunStatus.Completed, (await fleet.EndAsync(run)).Status);
        Assert.Equal("one1 one2 one3 one4 two1 two2 two3 two4", Done());
        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();

        string Done() => string.Join(' ', Directory.GetFiles(fleet.Folder.Path, "fans.txt.*").Select(f => Path.GetExtension(f)[1..]).Where(f => f != "go").Order());
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (int turns = 0; !isSo(); turns++)
        {
            Assert.True(turns < 3_000, "It does not come.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
