using System.Text.Json.Nodes;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Commands;

/// <summary>The commands as a person or a script calls them.</summary>
[Collection(ProcessTests.Name)]
public sealed class CommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WordsBehindTheScript_ReachItUntouched()
    {
        string script = _folder.Write("words.ps1", "param([string] $Store, [string] $Text, [switch] $Json) \"$Store|$Text|$Json\"");

        await using Gotick run = await Gotick.RunAsync(_folder.Path, "run", script, "-Store", "@file", "-Json", "--", "--new");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["@file|--new|True"], run.Output);
    }

    [Fact]
    public async Task Run_Json_WritesOneObjectALine()
    {
        string script = _folder.Write(
            "json.ps1",
            "param([int] $N)\nGet-TickMemo m { Write-Host hi; @{ a = $N } } | Out-Null\n1..2 | Invoke-TickParallel p { $_ } | Out-Null\n[pscustomobject]@{ sum = 3; when = [datetime]'2026-01-02' }\n'x'");

        await using Gotick run = await Gotick.RunAsync(_folder.Path, "run", "--json", script, "-N", "7");

        Assert.True(run.ExitCode == 0, run.ToString());
        JsonNode[] lines = [.. run.Output.Select(l => JsonNode.Parse(l)!)];
        Assert.Equal("run", (string?)lines[0]["event"]);
        Assert.Equal(7, (int)lines[0]["arguments"]!["N"]!);
        Assert.Contains(lines, l => (string?)l["event"] == "log" && (string?)l["text"] == "hi" && (string?)l["step"] == "m");
        Assert.Equal(7, (int)lines.Single(l => (string?)l["key"] == "m")["value"]!["a"]!);
        Assert.Equal(["p[0]", "p[1]"], lines.Where(l => (string?)l["kind"] == "Branch").Select(l => (string?)l["key"]).Order());
        Assert.Equal("end", (string?)lines[^1]["event"]);
        Assert.Equal(0, (int)lines[^1]["exitCode"]!);
        Assert.Equal(3, (int)lines[^1]["output"]![0]!["sum"]!);
        Assert.Equal("x", (string?)lines[^1]["output"]![1]);
    }

    [Fact]
    public async Task StartListShowLogs_AWorkerServes_TellTheRun()
    {
        _folder.Write("flows/demo/hello.ps1", "param([string] $Name)\nInvoke-TickTask greet { Write-Host \"hello $Name\" }\n\"bye $Name\"");
        await using Gotick unserved = await Gotick.RunAsync(_folder.Path, "list");
        Assert.Equal(["ID  FLOW  STATUS  CREATED  TOOK"], unserved.Output);
        await using Gotick worker = Gotick.Start(_folder.Path, "worker", "--flows", "flows");
        Assert.True(await worker.SaysAsync("serves default"), worker.ToString());

        await using Gotick start = await Gotick.RunAsync(_folder.Path, "start", "--wait", "--id", "greeting", "--tag", "t1", "demo/hello", "-Name", "Eve");
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "list", "--tag", "t1", "--status", "completed", "--json");
        await using Gotick show = await Gotick.RunAsync(_folder.Path, "show", "greeting");
        await using Gotick logs = await Gotick.RunAsync(_folder.Path, "logs", "-f", "greeting");
        await using Gotick unknownQueue = await Gotick.RunAsync(_folder.Path, "start", "--queue", "other", "demo/hello");
        await using Gotick servedSchedule = await Gotick.RunAsync(_folder.Path, "schedules", "add", "--cron", "@yearly", "served", "demo/hello");
        await using Gotick unservedSchedule = await Gotick.RunAsync(_folder.Path, "schedules", "add", "--cron", "@yearly", "--queue", "other", "unserved", "demo/hello");
        await worker.SignalAsync("TERM");

        Assert.DoesNotContain(servedSchedule.Messages, m => m.Contains("TickNoWorker", StringComparison.Ordinal));
        Assert.Contains(unservedSchedule.Messages, m => m.Contains("TickNoWorker", StringComparison.Ordinal));
        Assert.True(start.ExitCode == 0, start.ToString());
        Assert.Equal(["bye Eve"], start.Output);
        Assert.DoesNotContain(start.Messages, m => m.Contains("TickNoWorker", StringComparison.Ordinal));
        Assert.Equal("greeting", (string?)JsonNode.Parse(Assert.Single(list.Output))!["id"]);
        Assert.Contains(show.Output, l => l.Contains("✓ task   greet", StringComparison.Ordinal));
        Assert.Contains(show.Output, l => l.Contains("{\"Name\":\"Eve\"}", StringComparison.Ordinal));
        Assert.EndsWith("greet  hello Eve", Assert.Single(logs.Output), StringComparison.Ordinal);
        Assert.Contains(unknownQueue.Messages, m => m.Contains("TickNoWorker", StringComparison.Ordinal));
        Assert.Equal(0, await worker.ExitAsync());
    }

    [Fact]
    public async Task Exec_File_PrintsAndTakesItsArguments()
    {
        string script = _folder.Write(
            "s.ps1", "param([string] $Name, [switch] $Loud, [int] $N)\nWrite-Host \"$Name $Loud $N $PSScriptRoot\"\nWrite-Warning careful\n$N + 1");

        await using Gotick exec = await Gotick.RunAsync(_folder.Path, "exec", script, "-Name", "bob", "-Loud", "-N:4");

        Assert.True(exec.ExitCode == 0, exec.ToString());
        Assert.Equal([$"bob True 4 {_folder.Path}", "5"], exec.Output);
        Assert.Equal(["WARNING: careful"], exec.Messages);
    }

    [Fact]
    public async Task Help_EachCommand_HasExamples()
    {
        foreach (string[] command in new string[][] { [], ["run"], ["worker"], ["start"], ["list"], ["show"], ["logs"], ["signal"], ["approvals"], ["approve"], ["deny"], ["cancel"], ["suspend"], ["resume"], ["restart"], ["check"], ["service"], ["service", "install"], ["exec"] })
        {
            await using Gotick help = await Gotick.RunAsync(_folder.Path, [.. command, "--help"]);
            Assert.True(help.ExitCode == 0, help.ToString());
            Assert.Contains("Examples:", help.Output);
        }
    }

    [Fact]
    public async Task Limits_SetListedAndRemoved_AreShown()
    {
        await using Gotick set = await Gotick.RunAsync(_folder.Path, "limits", "set", "key:Web01", "--concurrency", "2", "--per-minute", "30");
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "limits", "list");
        await using Gotick json = await Gotick.RunAsync(_folder.Path, "limits", "list", "--json");
        await using Gotick remove = await Gotick.RunAsync(_folder.Path, "limits", "remove", "key:web01");

        Assert.True(set.ExitCode == 0 && remove.ExitCode == 0, set.ToString() + remove);
        Assert.Matches(@"^key:web01\s+2\s+30 per minute\s+0\s+0$", list.Output[1]);
        Assert.Equal((2, 30), ((int)JsonNode.Parse(json.Output[0])!["concurrency"]!, (int)JsonNode.Parse(json.Output[0])!["perMinute"]!));
    }

    [Fact]
    public async Task Queues_PausedAndResumed_AreShown()
    {
        await using Gotick pause = await Gotick.RunAsync(_folder.Path, "queues", "pause", "deploy", "mail");
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "queues", "list");
        await using Gotick resume = await Gotick.RunAsync(_folder.Path, "queues", "resume", "deploy", "mail");
        await using Gotick json = await Gotick.RunAsync(_folder.Path, "queues", "list", "--json");

        Assert.True(pause.ExitCode == 0 && resume.ExitCode == 0, pause.ToString() + resume);
        Assert.Equal(["deploy", "mail"], list.Output.Skip(1).Select(l => l.Split(' ')[0]));
        Assert.EndsWith("paused", list.Output[1], StringComparison.Ordinal);
        Assert.Empty(json.Output);
    }
}
