using System.Collections.Concurrent;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>Threads that are used again: a new one for each actor would cost more than what it does.</summary>
internal static class SimThreads
{
    private static readonly ConcurrentStack<BlockingCollection<Action>> Idle = new();

    public static void Run(Action body)
    {
        if (!Idle.TryPop(out BlockingCollection<Action>? inbox))
        {
            inbox = [];
            BlockingCollection<Action> own = inbox;
            new Thread(() => Serve(own), 256 * 1024) { IsBackground = true, Name = "simulated" }.Start();
        }

        inbox.Add(body);
    }

    private static void Serve(BlockingCollection<Action> inbox)
    {
        foreach (Action body in inbox.GetConsumingEnumerable())
        {
            body();
            Idle.Push(inbox);
        }
    }
}
