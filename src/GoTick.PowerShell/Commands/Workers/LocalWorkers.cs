using System.Collections.Concurrent;

namespace GoTick.PowerShell.Commands.Workers;

/// <summary>The workers of this process. They are drained when it ends.</summary>
internal static class LocalWorkers
{
    private static readonly ConcurrentDictionary<string, LocalWorker> Known = new(StringComparer.Ordinal);

    static LocalWorkers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WhenAll(Known.Values.Select(StopAsync)).GetAwaiter().GetResult();

    /// <summary>All of them, the oldest first.</summary>
    public static IReadOnlyList<LocalWorker> All => [.. Known.Values.OrderBy(w => w.Record.Started)];

    /// <summary>One of them; null when it is of another process, or gone.</summary>
    public static LocalWorker? Find(string id) => Known.GetValueOrDefault(id);

    /// <summary>True when one of them serves a queue of a store.</summary>
    public static bool Serve(string store, string queue) =>
        Known.Values.Any(w => w.Store == store && w.Record.Queues.Contains(queue, StringComparer.OrdinalIgnoreCase));

    /// <summary>Takes care of a worker that was started.</summary>
    public static void Add(LocalWorker worker) => Known[worker.Id] = worker;

    /// <summary>Drains a worker and forgets it.</summary>
    public static async Task StopAsync(LocalWorker worker)
    {
        await worker.StopAsync();
        Known.TryRemove(worker.Id, out _);
    }
}
