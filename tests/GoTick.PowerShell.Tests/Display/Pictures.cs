using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests.Display;

/// <summary>Looks at an imagined run.</summary>
internal static class Pictures
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunNews News(RunStatus status, DateTimeOffset now, params StepView[] steps) => new()
    {
        Run = new RunView { Id = ItemId.ParseRoot("r"), Flow = "f", Version = "v", Status = status, Queue = "q", Created = Noon },
        Steps = steps,
        Now = now,
        IsOver = status.IsTerminal(),
    };

    public static StepView Step(string key, StepKind kind, string status, int second) => new()
    {
        Key = key,
        Kind = kind,
        Status = status,
        Time = Noon.AddSeconds(second),
        Took = TimeSpan.FromSeconds(1),
    };

    public static BranchView Branch(int index, string status) => new()
    {
        Key = $"b[{index}]",
        Index = index,
        Status = status,
        Started = Noon,
        Ended = status is "Completed" or "Failed" ? Noon.AddSeconds(2) : null,
        Error = status == "Failed" ? "no\nluck" : null,
        Steps = [Step("inner", StepKind.Task, "Completed", 1)],
    };

    public static StepView Wait(string status, params BranchView[] branches) => Step("wait", StepKind.FanOut, status, 0) with
    {
        FanOut = new FanOutView { Gate = "r~1", First = "b[0]", Total = branches.Length, Done = branches.Count(b => b.Ended is not null), Branches = branches },
    };
}
