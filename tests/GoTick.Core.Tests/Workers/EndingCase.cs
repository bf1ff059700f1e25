using System.Collections.Concurrent;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>A rig whose blocks note that they ran, for the tests of ends.</summary>
public abstract class EndingCase
{
    /// <summary>What ran, in its order.</summary>
    private protected ConcurrentQueue<string> Ran { get; } = new();

    private protected WorkerRig Rig()
    {
        var rig = new WorkerRig();
        rig.Executor.Scripts["sleeps"] = s =>
        {
            s.Sleep(TimeSpan.FromDays(1));
            return null;
        };
        foreach (string block in new[] { "undo a", "undo b", "undo c", "on Completed", "on Failed", "on Canceled", "on TimedOut" })
        {
            rig.Executor.Scripts[block] = _ =>
            {
                Ran.Enqueue(block);
                return null;
            };
        }

        return rig;
    }

    private protected void Hang(Script s)
    {
        Ran.Enqueue("hangs");
        s.Stop.WaitHandle.WaitOne();
        Ran.Enqueue("stopped");
        s.Stop.ThrowIfCancellationRequested();
    }
}
