using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Children: started with the step, awaited, ended with their parent.</summary>
public sealed partial class ChildTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task RunChild_ThatCompletes_GivesItsOutputAndIsOneRun()
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s =>
        {
            string? first = s.Child("echo", arguments: "a");
            s.Sleep(TimeSpan.FromSeconds(5));
            return first + s.Child("echo", arguments: "b");
        });
        await rig.StartWorkerAsync();

        Assert.Equal("a!b!", await rig.OutputAsync(run));

        Assert.Equal(["echo a", "echo b"], _ran);
        RunView[] children = await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).ToArrayAsync();
        Assert.Equal(2, children.Length);
        Assert.All(children, c => Assert.Equal((run, RunStatus.Completed, true), (c.Parent!.Value, c.Status, c.Id.Text.StartsWith("run/", StringComparison.Ordinal))));
        Assert.Equal(3, await rig.Client.ListRunsAsync().CountAsync());
        StepView[] steps = [.. (await rig.Client.ReadStepsAsync(run)).Where(s => s.Kind == StepKind.Child)];
        Assert.Equal([("echo", "Completed"), ("echo#2", "Completed")], steps.Select(s => (s.Key, s.Status)));
        Assert.Equal(children.Select(c => c.Id).Reverse(), steps.Select(s => s.Run!.Value));
        Assert.Equal(["a!", "b!"], steps.Select(s => s.Value.Text));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task RunChild_InTheParentsQueue_UnlessOneIsGiven()
    {
        await using WorkerRig rig = await RigAsync();
        await rig.PublishAsync("flow", s => s.Child("echo", arguments: "a") + s.Child("echo", queue: "other"));
        ItemId run = (await rig.Client.StartAsync(new() { Flow = "flow", Id = ItemId.ParseRoot("run"), Queue = "own", WorkingDirectory = "here" })).Id;
        await rig.StartWorkerAsync(o => o.Queues = ["own", "other"]);

        await rig.OutputAsync(run);

        Assert.Equal(["other", "own"], await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).Select(c => c.Queue).ToArrayAsync());
    }

    [Fact]
    public async Task RunChild_WhileNobodyServesItsQueue_WaitsAndIsNotStuck()
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s => s.Child("echo", arguments: "a", queue: "other"));
        await rig.StartWorkerAsync();

        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);

        await rig.CheckAsync();
        StepView step = Assert.Single(await rig.Client.ReadStepsAsync(run));
        Assert.Equal(("Waiting", StepKind.Child), (step.Status, step.Kind));
        await rig.StartWorkerAsync(o => o.Queues = ["other"]);
        Assert.Equal("a!", await rig.OutputAsync(run));
    }

    [Theory]
    [InlineData("fails", TickErrorId.ChildFailed)]
    [InlineData("slow", TickErrorId.ChildTimedOut)]
    public async Task RunChild_ThatDoesNotComplete_ThrowsTheSameOnEveryPass(string child, string errorId)
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s =>
        {
            string seen;
            try
            {
                seen = s.Child(child, timeout: TimeSpan.FromMinutes(1))!;
            }
            catch (StepError e)
            {
                seen = $"{e.Details.ErrorId} {string.Join(",", e.Details.Causes.Select(c => c.ErrorId))} {e.Details.Target}";
            }

            _ran.Enqueue(seen);
            s.Sleep(TimeSpan.FromSeconds(5));
            return seen;
        });
        await rig.StartWorkerAsync();

        string? output = await rig.OutputAsync(run);

        RunView only = await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).SingleAsync();
        Assert.Equal($"{errorId} {(child == "fails" ? "E" : "")} {only.Id}", output);
        Assert.Equal([output!, output!], _ran.Where(r => r.StartsWith("Tick", StringComparison.Ordinal)));
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunChild_ThatSomebodyCancels_ThrowsInItsParent(bool force)
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s =>
        {
            try
            {
                return s.Child("slow");
            }
            catch (StepError e)
            {
                return e.Details.ErrorId;
            }
        });
        await rig.StartWorkerAsync();
        ItemId child = await ChildAsync(rig, run, RunStatus.Waiting);

        await rig.Client.CancelAsync(child, force: force);

        Assert.Equal(TickErrorId.ChildCanceled, await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData("nobody", TickErrorId.FlowNotFound)]
    [InlineData("echo", TickErrorId.ArgumentInvalid)]
    public async Task RunChild_ThatCannotBeStarted_IsRefusedOnceAndTheSameOnEveryPass(string flow, string errorId)
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s =>
        {
            string seen = "";
            try
            {
                s.Journal.RunChild(
                    new()
                    {
                        Name = "step",
                        Flow = flow,
                        Bind = _ =>
                        {
                            _ran.Enqueue("bound");
                            throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "bad");
                        },
                    },
                    Script.Here);
            }
            catch (TickException e)
            {
                seen = e.ErrorId;
            }

            s.Sleep(TimeSpan.FromSeconds(5));
            return seen;
        });
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting && worker.Worker.Running == 0);
        await rig.PublishAsync("nobody", _ => "here now");

        Assert.Equal(errorId, await rig.OutputAsync(run));

        Assert.Equal(flow == "echo" ? 1 : 0, _ran.Count);
        Assert.Single((await rig.JournalAsync(run)).OfType<StepFailed>());
        Assert.Empty(await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).ToArrayAsync());
    }

    [Fact]
    public async Task RunChild_InBranches_IsAwaitedByTheBranch()
    {
        await using WorkerRig rig = await RigAsync();
        rig.Executor.Scripts["branch"] = s => s.Child("echo", arguments: s.Item);
        ItemId run = await rig.StartAsync(s => string.Concat(s.Parallel("many", "branch", 6, throttle: 2).Select(r => r.Value.Text)));
        await rig.StartWorkerAsync(o => o.Concurrency = 2);

        Assert.Equal("0!1!2!3!4!5!", await rig.OutputAsync(run));

        Assert.Equal(6, await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).CountAsync());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task RunChild_InABranchThatIsTriedAgain_IsAnotherChild()
    {
        await using WorkerRig rig = await RigAsync();
        int tries = 0;
        await rig.PublishAsync("once", _ => Interlocked.Increment(ref tries) == 1 ? throw new StepError("E") : "second");
        rig.Executor.Scripts["branch"] = s => s.Memo("before", () => "m") + s.Child("once");
        var twice = new RetryPolicy { MaxAttempts = 2, RetryDelay = TimeSpan.FromSeconds(1) };
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "branch", 1, retry: twice)[0].Value.Text);
        await rig.StartWorkerAsync();

        Assert.Equal("msecond", await rig.OutputAsync(run));

        Assert.Equal([RunStatus.Completed, RunStatus.Failed], await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).Select(c => c.Status).ToArrayAsync());
    }

    [Fact]
    public async Task Restart_UnderTheSameId_StartsOtherChildrenAndOtherRuns()
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s => s.Child("echo", arguments: "a") + s.Start("echo"));
        await rig.StartWorkerAsync();
        string? first = await rig.OutputAsync(run);
        await rig.Client.RemoveAsync(run);

        await rig.StartAsync(rig.Executor.Scripts["flow"]);

        Assert.NotEqual(first, await rig.OutputAsync(run));
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "echo" }).AllAsync(r => r.Status == RunStatus.Completed));
        Assert.Equal(4, await rig.Client.ListRunsAsync(new RunQuery { Flow = "echo" }).CountAsync());
        await rig.CheckAsync();
    }

    private async Task<WorkerRig> RigAsync()
    {
        var rig = new WorkerRig();
        await rig.PublishAsync("echo", s => s.Memo("m", () => Ran("echo " + s.Journal.Run.Arguments.Text)!.Split(' ')[1] + "!"));
        await rig.PublishAsync("fails", s => throw new StepError("E"));
        await rig.PublishAsync("slow", s =>
        {
            s.Sleep(TimeSpan.FromMinutes(10));
            return "slept";
        });
        await rig.PublishAsync("over", s => s.Child("slow"));
        await rig.PublishAsync("middle", s => s.Child("undoes"));
        rig.Executor.Scripts["undo child"] = _ => Ran("undo child");
        await rig.PublishAsync("undoes", s =>
        {
            s.Undo("u", "undo child");
            s.Task("hang", _ => Hang(s));
            return null;
        });
        return rig;
    }

    private string? Ran(string what)
    {
        _ran.Enqueue(what);
        return what;
    }

    private static async Task<ItemId> ChildAsync(WorkerRig rig, ItemId parent, RunStatus status)
    {
        RunView? child = null;
        await rig.UntilAsync(async () => (child = await rig.Client.ListRunsAsync(new RunQuery { Parent = parent }).FirstOrDefaultAsync())?.Status == status);
        return child!.Id;
    }
}
