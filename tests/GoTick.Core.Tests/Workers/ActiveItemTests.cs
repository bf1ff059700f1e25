using GoTick.Core.Workers;

namespace GoTick.Core.Tests.Workers;

public class ActiveItemTests
{
    [Fact]
    public void StopNow_WhenTheItemHasEnded_DoesNothing()
    {
        // The keeper looks at its list while items end: its word may come late, and must not end the keeper.
        var active = new ActiveItem(null!);
        CancellationToken stop = active.Stop;
        active.Dispose();

        active.StopNow();

        Assert.False(stop.IsCancellationRequested);
    }
}
