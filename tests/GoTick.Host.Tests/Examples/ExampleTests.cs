using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Examples;

/// <summary>Each example as a person runs it: a <c>gotick run</c> process.</summary>
public abstract class ExampleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The store that the examples run on; null = the folder's file.</summary>
    protected virtual string? Store => null;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CloseOrder_RunToItsEnd_ClosesAfterTheSleep()
    {
        await using Gotick run = await Run("close-order.ps1", "-OrderId", "42");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(run.Messages, m => m.Contains("order 42 closed after", StringComparison.Ordinal));
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal(RunStatus.Completed, view.Status);
        Assert.Equal(["created", "wait-close", "close-order"], steps.Select(s => s.Key));
        Assert.True(steps[2].Time - steps[0].Time >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task ParallelDownload_OneFileFailsTwice_SavesAll()
    {
        using var server = new AnswerServer((what, times) => what == "GET /b.txt" && times <= 2 ? (500, "no") : (200, "text of " + what[5..]));

        await using Gotick run = await Run(
            "parallel-download.ps1", "-Url", server.Address + "/a.txt", "-Url", server.Address + "/b.txt", "-Url", server.Address + "/c.txt", "-Folder", "files");

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] names = ["a.txt", "b.txt", "c.txt"];
        Assert.Equal(names.Select(n => _folder.File("files/" + n)), run.Output);
        Assert.All(names, name => Assert.Equal("text of " + name, File.ReadAllText(_folder.File("files/" + name))));
        Assert.Equal(3, server.Asked.Count(a => a == "GET /b.txt"));
        Assert.Equal(1, server.Asked.Count(a => a == "GET /a.txt"));
        (_, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal(["download[0]", "download[1]", "download[2]"], steps[^1].FanOut!.Branches.Select(b => b.Key));
        Assert.Equal(3, steps[^1].FanOut!.Branches[1].Steps[0].Attempts);
    }

    [Fact]
    public async Task ParallelTranslate_OneServiceFailsOnce_WritesBoth()
    {
        using var server = new AnswerServer((what, times) => what switch
        {
            "GET /en?text=guten Tag" => (200, "good day"),
            _ when times == 1 => (503, "busy"),
            _ => (200, "bonjour"),
        });

        await using Gotick run = await Run("parallel-translate.ps1", "-Service", server.Address, "-Text", "guten Tag");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["en: good day", "fr: bonjour"], run.Output);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task ForLoop_OneItemFailsFiveTimes_CountsAll()
    {
        await using Gotick run = await Run("for-loop.ps1");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["shipped 5 parcels"], run.Output);
        Assert.Equal(6, _folder.Lines("for-loop.log").Count(l => l == "parcel 3"));
        Assert.Equal(10, _folder.Lines("for-loop.log").Length);
        (_, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal([1, 1, 6, 1, 1], steps.Where(s => s.Kind == StepKind.Task).Select(s => s.Attempts));
    }

    [Fact]
    public async Task RollingRestart_OneServerIsSlow_KeepsTheOrder()
    {
        using var first = new AnswerServer((what, times) => what == "GET /health" && times <= 2 ? (503, "starting") : (200, "ok"));
        using var second = new AnswerServer((_, _) => first.Asked.Count == 4 ? (200, "ok") : (500, "too early"));

        await using Gotick run = await Run("rolling-restart.ps1", "-Server", first.Address, "-Server", second.Address, "-PauseSeconds", "0.3");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["2 servers restarted"], run.Output);
        Assert.Equal(["POST /restart", "GET /health", "GET /health", "GET /health"], first.Asked);
        Assert.Equal(["POST /restart", "GET /health"], second.Asked);
    }

    [Fact]
    public async Task CopyFiles_ThreeOfThem_AreThereAndTheLogSaysHowFarItWas()
    {
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt" })
        {
            _folder.Write("from/" + name, name);
        }

        Directory.CreateDirectory(_folder.File("to"));
        await using Gotick run = await Run("copy-files.ps1", "-From", _folder.File("from"), "-To", _folder.File("to"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["3 files copied"], run.Output);
        Assert.Equal(["a.txt", "b.txt", "c.txt"], Directory.GetFiles(_folder.File("to")).Select(Path.GetFileName).Order());
        Assert.Contains(run.Messages, m => m.Contains("a.txt: 5 bytes", StringComparison.Ordinal));
    }

    private Task<Gotick> Run(string example, params string[] arguments) =>
        Gotick.RunAsync(_folder.Path, ["run", .. Store is null ? [] : new[] { "--store", Store }, TestFolder.Example(example), .. arguments]);
}
