using GoTick.Core.Flows;

namespace GoTick.Core.Tests.Flows;

public sealed class RunTransitionsTests
{
    [Fact]
    public void IsAllowed_AllPairs_AreThoseOfTheTable()
    {
        string[] allowed =
        [
            "Queued>Running", "Queued>Suspended", "Queued>Canceled", "Queued>TimedOut",
            "Running>Queued", "Running>Waiting", "Running>Suspended", "Running>Completed", "Running>Failed", "Running>Canceled", "Running>TimedOut",
            "Waiting>Queued", "Waiting>Running", "Waiting>Suspended", "Waiting>Canceled", "Waiting>TimedOut",
            "Suspended>Queued", "Suspended>Canceled", "Suspended>TimedOut",
        ];
        RunStatus[] all = Enum.GetValues<RunStatus>();
        string[] found = [.. all.SelectMany(a => all.Where(b => RunTransitions.IsAllowed(a, b)).Select(b => $"{a}>{b}"))];
        Assert.Equal(allowed.Order(), found.Order());
    }

    [Theory]
    [InlineData(RunStatus.Completed, true)]
    [InlineData(RunStatus.Failed, true)]
    [InlineData(RunStatus.Canceled, true)]
    [InlineData(RunStatus.TimedOut, true)]
    [InlineData(RunStatus.Suspended, false)]
    [InlineData(RunStatus.Running, false)]
    public void IsTerminal_OfAStatus_IsRight(RunStatus status, bool isTerminal) => Assert.Equal(isTerminal, status.IsTerminal());
}
