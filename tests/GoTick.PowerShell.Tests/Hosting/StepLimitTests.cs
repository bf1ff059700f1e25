using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class StepLimitTests
{
    [Fact]
    public async Task Timeout_InACallThatHeedsNoStop_IsRecordedAndTheSlotIsReplaced()
    {
        var time = new FakeTimeProvider();
        await using var rig = new FlowRig(time);
        using var release = new ManualResetEventSlim();
        AppDomain.CurrentDomain.SetData("gotick-stuck", release);
        ItemId id = await rig.StartAsync("""
            try { Invoke-TickTask stuck -MaxAttempts 2 -RetryDelay 0 -AttemptTimeout 30 { Note in; [AppDomain]::CurrentDomain.GetData('gotick-stuck').Wait(); Note late } }
            catch { Note $_.FullyQualifiedErrorId }
            'on'
            """);
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            await Until(() => rig.Seen.Count == attempt);
            time.Advance(TimeSpan.FromSeconds(31)); // the deadline is by the store's clock, which may be a little ahead
            time.Advance(FlowExecutor.StopPatience);
        }

        RunView? run = await rig.Client.WaitAsync(id, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Completed, run!.Status);
        Assert.Equal(["in", "in", TickErrorId.StepTimedOut], rig.Seen);
        StepView step = Assert.Single(await rig.Client.ReadStepsAsync(id));
        Assert.Equal(("Failed", 2), (step.Status, step.Attempts));
        Assert.Equal(3, rig.SlotsMade);
        release.Set();
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (int turns = 0; !isSo(); turns++)
        {
            Assert.True(turns < 6_000, "It does not come.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
