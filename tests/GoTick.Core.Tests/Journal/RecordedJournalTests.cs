using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Journal;

/// <summary>Journals that were recorded once and must be read for ever. A new kind or field is added in a new file; these are never edited.</summary>
public sealed class RecordedJournalTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.jsonl").Select(f => Path.GetFileName(f)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Journals");

    [Theory]
    [MemberData(nameof(Files))]
    public void Decode_EachEvent_KeepsAllThatWasRecorded(string file)
    {
        foreach (byte[] line in Lines(file))
        {
            byte[] again = JournalCodec.Encode(JournalCodec.Decode(line));
            Assert.True(Holds(JsonNode.Parse(again), JsonNode.Parse(line)), $"{Encoding.UTF8.GetString(line)}\n{Encoding.UTF8.GetString(again)}");
        }
    }

    [Fact]
    public void Files_Together_HoldEveryKindOfEvent()
    {
        HashSet<Type> recorded = [.. Directory.GetFiles(Folder, "*.jsonl").SelectMany(f => Lines(Path.GetFileName(f))).Select(l => JournalCodec.Decode(l).GetType())];
        Type[] all = [.. typeof(JournalEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];
        Assert.Empty(all.Except(recorded));
    }

    [Theory]
    [InlineData("one-run.jsonl")]
    [InlineData("signals-run.jsonl")]
    public async Task Replay_RecordedRun_ComesToTheSameEndWithoutRunningABlock(string file)
    {
        await using var rig = new WorkerRig();
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);
        await rig.Memory.PutBlobAsync(0, version.Hash, version.ToBytes());
        Func<Script, Action, string> flow = file == "one-run.jsonl" ? Flow : SignalsFlow;
        rig.Executor.Scripts["flow"] = s => flow(s, () => throw new InvalidOperationException("A recorded block ran again."));
        ItemId run = ItemId.ParseRoot("run");
        byte[][] recorded = Lines(file);
        await rig.Memory.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent("n"),
            Events = recorded[..^1],
            Fields = [HeaderFields.Set(HeaderFields.Flow, "flow"), HeaderFields.Set(HeaderFields.Version, version.Hash)],
            Verbs = [new Verb.BlobHold(version.Hash), .. RunIndexes.AtStart("flow", []), new Verb.Ready(Band.Started)],
        });
        await rig.StartWorkerAsync();

        Assert.Equal(((RunCompleted)JournalCodec.Decode(recorded[^1])).Output.Text, await rig.OutputAsync(run));
        Assert.Equal(recorded.Length, (await rig.JournalAsync(run)).Count);
    }

    /// <summary>The flow that <c>one-run.jsonl</c> was recorded from.</summary>
    private static string Flow(Script s, Action ran)
    {
        if (s.Journal.BoundArguments.IsNone)
        {
            s.Journal.RecordArguments(new Payload("args"));
        }

        string memo = s.Memo("memo", () => Value("m"));
        s.Journal.SetState("state", new Payload(memo + "s"), Script.Here);
        for (int i = 0; i < 3; i++)
        {
            s.Task("loop", _ => ran());
            s.Sleep(TimeSpan.FromSeconds(1));
        }

        string all = string.Concat(s.Parallel("many", "branch", 3).Select(r => r.Value.Text ?? r.Error!.ErrorId));
        string failed = "";
        try
        {
            s.Task("fails", _ => throw Failure(), new RetryPolicy { MaxAttempts = 2 });
        }
        catch (StepError e)
        {
            failed = e.Details.ErrorId;
        }

        ItemId other = s.Start("other", "other");
        return $"{memo},{s.Journal.GetState("state").Text},{all},{failed},{other}";

        string Value(string value)
        {
            ran();
            return value;
        }

        Exception Failure()
        {
            ran();
            return new StepError("E");
        }
    }

    /// <summary>The flow of <c>signals-run.jsonl</c>.</summary>
    private static string SignalsFlow(Script s, Action ran)
    {
        string? paid = s.Signal("go", TimeSpan.FromMinutes(1));
        string none = "";
        try
        {
            s.Signal("go", TimeSpan.FromSeconds(1));
        }
        catch (TickException e)
        {
            none = e.ErrorId;
        }

        s.Send(ItemId.ParseRoot("nobody"), "done", "x");
        ApprovalResult result = s.Approval(new ApprovalRequest { Name = "deploy", Message = "Another question by now", Quorum = 9 });
        string memo = s.Memo("go", () =>
        {
            ran();
            return "memo";
        });
        return $"{paid},{none},{result.Decisive!.By}:{result.Decisive.Comment}:{string.Join(' ', result.Votes.Select(v => v.By))},{memo}";
    }

    /// <summary>True when the one has all that the other has; it may have more (fields that are newer than the record).</summary>
    private static bool Holds(JsonNode? all, JsonNode? some) => (all, some) switch
    {
        (JsonObject a, JsonObject s) => s.All(p => a.ContainsKey(p.Key) && Holds(a[p.Key], p.Value)),
        (JsonArray a, JsonArray s) => a.Count == s.Count && a.Zip(s).All(p => Holds(p.First, p.Second)),
        _ => JsonNode.DeepEquals(all, some),
    };

    private static byte[][] Lines(string file) => [.. File.ReadAllLines(Path.Combine(Folder, file)).Where(l => l.Length > 0).Select(Encoding.UTF8.GetBytes)];
}
