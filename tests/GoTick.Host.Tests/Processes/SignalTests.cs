using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;
using GoTick.Tests.Shared;

namespace GoTick.Host.Tests.Processes;

/// <summary>Signals and approvals between real processes that die.</summary>
[Collection(ProcessTests.Name)]
public sealed class SignalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Signals_WorkersKilledWhileTheyWaitAndTake_AreEachTakenOnceInOrderOnSqlite() => TakeAllAsync(_folder.Store);

    [Fact]
    public async Task Signals_WorkersKilledWhileTheyWaitAndTake_AreEachTakenOnceInOrderOnRedis()
    {
        await using RedisServer redis = await RedisServer.StartNewAsync();
        await TakeAllAsync(redis.Url);
    }

    [Fact]
    public async Task Signal_FromTheCommandLine_ReachesTheFlow()
    {
        string script = _folder.Write("s.ps1", "$x = Wait-TickSignal go; \"$($x.amount) $(Wait-TickSignal word)$(Wait-TickSignal number)\"");
        await using Gotick run = Gotick.Start(_folder.Path, "run", script);
        Assert.True(await run.SaysAsync("signal go"), run.ToString());
        string id = (await _folder.OnlyRunAsync()).Run.Id.Text;
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "list");
        Assert.Contains(list.Output, l => l.Contains("signal 'go'", StringComparison.Ordinal));

        await using Gotick first = await Gotick.RunAsync(_folder.Path, "signal", id, "go", "{\"amount\": 7}");
        await using Gotick second = await Gotick.RunAsync(_folder.Path, "signal", id, "word", "five");
        await using Gotick third = await Gotick.RunAsync(_folder.Path, "signal", "--text", id, "number", "5");
        await using Gotick unknown = await Gotick.RunAsync(_folder.Path, "signal", "nobody", "go");

        Assert.Equal(0, await run.ExitAsync());
        Assert.Equal(["7 five5"], run.Output);
        Assert.Equal((0, 0, 0, 2), (first.ExitCode, second.ExitCode, third.ExitCode, unknown.ExitCode));
        Assert.Contains(unknown.Messages, m => m.Contains("TickRunNotFound", StringComparison.Ordinal));
        await using Gotick late = await Gotick.RunAsync(_folder.Path, "signal", id, "go");
        Assert.True(late.ExitCode == 1 && late.Messages.Any(m => m.Contains("TickRunEnded", StringComparison.Ordinal)), late.ToString());
    }

    [Fact]
    public async Task Approval_TheAskingProcessIsKilled_IsAnsweredMeanwhileAndTheRunGoesOn()
    {
        string script = _folder.Write("a.ps1", "$a = Wait-TickApproval deploy 'Deploy?'; \"$($a.Approved) $($a.Comment)\"");
        await using (Gotick run = Gotick.Start(_folder.Path, "run", script))
        {
            Assert.True(await run.SaysAsync("deploy"), run.ToString());
            await run.KillAsync();
        }

        string id = (await _folder.OnlyRunAsync()).Run.Id.Text;
        await using Gotick asked = await Gotick.RunAsync(_folder.Path, "approvals");
        await using Gotick approve = await Gotick.RunAsync(_folder.Path, "approve", id, "-m", "fine");
        await using Gotick again = await Gotick.RunAsync(_folder.Path, "deny", id);
        await using Gotick next = await Gotick.RunAsync(_folder.Path, "run", script);
        await using Gotick audit = await Gotick.RunAsync(_folder.Path, "approvals", "--all", "--json", id);

        Assert.Contains(asked.Output, l => l.Contains("Deploy?", StringComparison.Ordinal));
        Assert.True(approve.ExitCode == 0, approve.ToString());
        Assert.Contains(again.Messages, m => m.Contains("TickApprovalDecided", StringComparison.Ordinal));
        Assert.Equal(["True fine"], next.Output);
        Assert.Contains("\"verified\":false", Assert.Single(audit.Output), StringComparison.Ordinal);
    }

    /// <summary>Twelve signals, sent while the worker is killed again and again: once while it waits, then at any moment around the taking.</summary>
    private async Task TakeAllAsync(string store)
    {
        const int count = 12;
        _folder.Write("flows/collect.ps1", $"$all = foreach ($i in 1..{count}) {{ Wait-TickSignal n }}; \"$all\"");
        await using TickClient client = await TickClient.ConnectAsync(store);
        ItemId id = ItemId.ParseRoot("collect");
        string[] serve = ["worker", "--flows", "flows", "--lease", "1", "--max-crashes", "0", "--store", store];
        var moments = new Random(4711);
        Gotick worker = Gotick.Start(_folder.Path, serve);
        try
        {
            Assert.True(await worker.SaysAsync("Published"), worker.ToString());
            await client.StartAsync(new StartRequest { Flow = "collect", Id = id });
            await UntilAsync(async () => (await client.GetRunAsync(id)).WaitsFor is not null);
            for (int i = 1; i <= count; i++)
            {
                bool isKilled = i % 3 == 1;
                if (isKilled && i == 1)
                {
                    await worker.KillAsync(); // while the run waits
                }

                var request = new SignalRequest { Run = id, Name = "n", Id = i.ToString(CultureInfo.InvariantCulture), Value = ValueCodec.Encode(i, "i") };
                await client.SendSignalAsync(request);
                if (isKilled && i > 1)
                {
                    await Task.Delay(moments.Next(0, 30), TestContext.Current.CancellationToken);
                    await worker.KillAsync(); // between the message and the commit that takes it, or about then
                    await client.SendSignalAsync(request);
                }

                if (isKilled)
                {
                    await worker.DisposeAsync();
                    worker = Gotick.Start(_folder.Path, serve);
                    Assert.True(await worker.SaysAsync("serves"), worker.ToString());
                }
            }

            RunView? run = await client.WaitAsync(id, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.True(run?.Status == RunStatus.Completed, $"{run?.Status} {run?.Error?.Message}\n{worker}");
            Assert.Equal(string.Join(' ', Enumerable.Range(1, count)), ValueCodec.Decode(run!.Output));
            Assert.Empty(await client.CheckAsync());
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
