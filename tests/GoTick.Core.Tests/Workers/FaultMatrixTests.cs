using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>A flow with every kind of step, and the kth call of each kind lost, or only its answer, for every k.</summary>
public sealed class FaultMatrixTests
{
    private const string Expected = "v1,0.1.2.3.,late,ok:E,child,own,answer,none,eve,kid:args TickChildFailed,kid:";

    public static TheoryData<string> Kinds => ["commit", "claim", "read", "text", "renew", "document"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Run_AnyOneCallLost_EndsTheSameWithNothingRepeated(string kind) => await LoopAsync(kind, Fault.Lost);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Run_AnyOneAnswerLost_EndsTheSameWithNothingRepeated(string kind) => await LoopAsync(kind, Fault.AnswerLost);

    private static async Task LoopAsync(string kind, Fault fault)
    {
        int most = kind == "commit" ? 200 : 12;
        int k = 1;
        while (k <= most && await OneAsync(kind, fault, k))
        {
            k++;
        }

        Assert.True(kind != "commit" || k > 20, $"Only {k} commits were hit.");
    }

    private static async Task<bool> OneAsync(string kind, Fault fault, int k)
    {
        bool wasHit = false;
        ConcurrentDictionary<string, int> ran = new();
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(2) };
        rig.Executor.Scripts["branch"] = s =>
        {
            string seen = s.Memo("seen", () => Count(ran, "seen" + s.Item) + ":" + s.Item);
            s.Sleep(TimeSpan.FromSeconds(1));
            s.Task("after", _ => Count(ran, "after" + s.Item));
            return seen.Split(':')[1] + ".";
        };
        await rig.PublishAsync("other", s =>
        {
            s.Send(ItemId.ParseRoot("run"), "answer", "answer");
            return "other";
        });
        var store = new FaultyStore(rig.Memory)
        {
            Plan = (called, n) =>
            {
                bool isHit = called == kind && n == k;
                wasHit |= isHit;
                return isHit ? fault : Fault.None;
            },
        };
        await rig.PublishAsync("kid", s => s.Memo("kid", () => "kid" + Count(ran, s.Journal.Run.Id.Text))[..3] + ":" + s.Journal.Run.Arguments.Text);
        await rig.PublishAsync("bad", _ => throw new StepError("E"));
        ItemId run = await rig.StartAsync(s => s.Journal.Run.Arguments.IsNone ? throw s.Continue(First(s, ran)) : Flow(s, ran));
        await rig.StartWorkerAsync(store: store);

        // Somebody approves whatever is asked.
        await rig.UntilAsync(async () =>
        {
            if ((await rig.Client.ReadApprovalsAsync(run)).Count > 0)
            {
                await rig.Client.VoteAsync(new VoteRequest { Run = run, Approves = true, By = new Person("eve", IsVerified: false) });
            }

            return (await rig.Client.GetRunAsync(run)).Status.IsTerminal();
        });
        string? output = await rig.OutputAsync(run);

        string where = $"{fault} of {kind} {k}";
        Assert.True(output == Expected, $"{where}: {output}");
        Assert.True(ran.All(r => r.Value == 1), $"{where}: {string.Join(", ", ran.Where(r => r.Value > 1))}");
        await rig.CheckAsync();
        await NoForkAsync(rig, run, where);
        Assert.Equal(5, await rig.Client.ListRunsAsync().CountAsync());
        return wasHit;
    }

    private static string Flow(Script s, ConcurrentDictionary<string, int> ran)
    {
        if (s.Journal.BoundArguments.IsNone)
        {
            s.Journal.RecordArguments(new Payload("args"));
        }

        s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "x", Time = s.Journal.StoreTime });
        string memo = s.Memo("memo", () => "v" + Count(ran, "memo"));
        s.Journal.SetState("state", new Payload("late"), Script.Here);
        s.Task("task", _ => Count(ran, "task"));
        s.Sleep(TimeSpan.FromMinutes(1));
        string all = string.Concat(s.Parallel("many", "branch", 4, throttle: 2).Select(r => r.Value.Text));
        string failed = "";
        try
        {
            s.Task(
                "fails",
                attempt =>
                {
                    Count(ran, "fails" + attempt);
                    throw new StepError("E");
                },
                new RetryPolicy { MaxAttempts = 2, RetryDelay = TimeSpan.FromSeconds(10) });
        }
        catch (StepError e)
        {
            failed = "ok:" + e.Details.ErrorId;
        }

        s.Start("other", "child");
        string kid = s.Child("kid", arguments: "args")!;
        try
        {
            s.Child("bad");
        }
        catch (StepError e)
        {
            kid += " " + e.Details.ErrorId;
        }

        return $"{memo},{all},{s.Journal.GetState("state").Text},{failed},child,{Signals(s)},{s.Approval(new ApprovalRequest { Name = "deploy", Message = "Deploy?" }).Decisive!.By},{kid},{s.Journal.Run.Arguments.Text}";
    }

    /// <summary>Before the run goes on as new: the same names are other steps then.</summary>
    private static string First(Script s, ConcurrentDictionary<string, int> ran)
    {
        s.Task("task", _ => Count(ran, "first"));
        s.Sleep(TimeSpan.FromSeconds(5));
        return s.Child("kid")!;
    }

    private static string Signals(Script s)
    {
        s.Send(s.Journal.Run.Id, "own", "own");
        string own = s.Signal("own") + "," + s.Signal("answer");
        try
        {
            return own + "," + s.Signal("nobody", TimeSpan.FromSeconds(30));
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.SignalTimeout)
        {
            return own + ",none";
        }
    }

    private static int Count(ConcurrentDictionary<string, int> ran, string what) => ran.AddOrUpdate(what, 1, (_, n) => n + 1);

    /// <summary>No step is recorded twice.</summary>
    private static async Task NoForkAsync(WorkerRig rig, ItemId run, string where)
    {
        IReadOnlyList<JournalEvent> journal = await rig.JournalAsync(run);
        var twice = journal.OfType<StepEvent>().GroupBy(e => (e.GetType(), e.Key, e.StepKind, (e as BlockEvent)?.Attempt)).Where(g => g.Count() > 1).ToList();
        Assert.True(twice.Count == 0, $"{where}: {string.Join(", ", twice.Select(t => t.Key))}");
        Assert.Single(journal.OfType<RunStarted>());
        Assert.Single(journal.OfType<RunCompleted>());
        int[] indexes = [.. journal.OfType<BranchesEnded>().SelectMany(e => e.Outcomes).Select(o => o.Index)];
        Assert.True(indexes.Order().SequenceEqual([0, 1, 2, 3]), $"{where}: outcomes {string.Join(",", indexes)}");
    }
}
