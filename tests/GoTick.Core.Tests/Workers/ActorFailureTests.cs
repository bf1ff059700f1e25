using GoTick.Core.Flows;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>An actor of a worker that meets an error it does not know (a bug, an answer of a newer GoTick).</summary>
public sealed class ActorFailureTests
{
    [Theory]
    [InlineData("claim")]
    [InlineData("renew")]
    [InlineData("workers")]
    [InlineData("gone")]
    public async Task Call_FailsInAnUnknownWay_IsToldAndTriedAgain(string kind)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        int failures = 0;
        var store = new FaultyStore(rig.Memory);
        bool wasTold = false;
        await rig.StartWorkerAsync(
            o => o.Lease = TimeSpan.FromSeconds(30), store, e => Volatile.Write(ref wasTold, Volatile.Read(ref wasTold) || e?.InnerException is InvalidOperationException));
        store.Before = called => called == kind && Interlocked.Increment(ref failures) <= 2 ? throw new InvalidOperationException("Odd.") : Task.CompletedTask;
        bool isHeld = true;
        ItemId run = await rig.StartAsync(_ =>
        {
            SpinWait.SpinUntil(() => !Volatile.Read(ref isHeld)); // so that there is a lease to renew
            return "end";
        });
        if (kind == "claim")
        {
            Volatile.Write(ref isHeld, false);
        }

        await rig.UntilAsync(() => Volatile.Read(ref wasTold) && Volatile.Read(ref failures) > 2);
        Volatile.Write(ref isHeld, false);

        Assert.Equal("end", await rig.OutputAsync(run));
    }
}
