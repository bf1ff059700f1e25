using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>A short, precise wait on the slot's own thread. A monitor wakes within a tenth of a millisecond where a task's delay takes more than one.</summary>
internal static class SlotWait
{
    private static readonly TimeSpan Coarse = TimeSpan.FromMilliseconds(1.5);

    public static void Until(StoreClock clock, StoreTime due)
    {
        object gate = new();
        while (due.Since(clock.Earliest) is var left && left > TimeSpan.Zero)
        {
            if (left > Coarse)
            {
                lock (gate)
                {
                    Monitor.Wait(gate, left - TimeSpan.FromMilliseconds(1));
                }
            }
            else
            {
                Thread.Sleep(0);
            }
        }
    }
}
