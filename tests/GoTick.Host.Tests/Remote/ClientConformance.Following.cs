using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Workers;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Remote;

public abstract partial class ClientConformance
{
    [Fact]
    public async Task Follow_ARunWithBranches_BringsEachRecordOnceAndItsOutput()
    {
        await PublishAsync("branches", "Invoke-TickTask a { Write-Host one }\n1..3 | Invoke-TickParallel p { Write-Host \"in $_\"; Start-TickSleep 0.8; $_ }");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "branches" }, Stop)).Id;
        await _rig.StartWorkerAsync();
        List<RunNews> looks = [];
        await foreach (RunNews news in new RunFollower(Client, id).FollowAsync(TimeSpan.FromMilliseconds(20), stop: Stop))
        {
            looks.Add(news);
        }

        Assert.Equal((true, RunStatus.Completed), (looks[^1].IsOver, looks[^1].Run.Status));
        Assert.Equal(["in 1", "in 2", "in 3", "one"], looks.SelectMany(l => l.Records).Select(r => r.Text).Order());
        Assert.Equal(["a", "wait"], looks[^1].Steps.Select(s => s.Key));
        Assert.Contains(looks, l => l.Steps is [_, { FanOut: { Live: > 0, Branches.Count: > 0 } }]);
        Assert.Equal(["p[0]", "p[1]", "p[2]"], looks[^1].Steps[1].FanOut!.Branches.Select(b => b.Key));
        Assert.Equal(looks[^1].Run.Output, (await _rig.Client.GetRunAsync(id, Stop)).Output);
    }

    [Fact]
    public async Task Follow_OnAThreadOfOnesOwn_SeesTheEnd()
    {
        await PublishAsync("wait", "Wait-TickSignal go");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "wait" }, Stop)).Id;
        Task<RunStatus> following = Task.Factory.StartNew(
            () => new RunFollower(Client, id).Follow(TimeSpan.FromMinutes(5), stop: Stop).Last().Run.Status, Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _rig.StartWorkerAsync();

        await Client.SendSignalAsync(new SignalRequest { Run = id, Name = "go" }, Stop);

        // The next look would be in five minutes: it is the watch that tells.
        Assert.Equal(RunStatus.Completed, await following.WaitAsync(TimeSpan.FromMinutes(1), Stop));
    }
}
