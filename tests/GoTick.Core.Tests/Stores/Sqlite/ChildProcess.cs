using System.Diagnostics;
using System.Runtime.CompilerServices;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Sqlite;

namespace GoTick.Core.Tests.Stores.Sqlite;

/// <summary>
/// This program once more, as another process of a store: it does one task and writes a line for each answer it got. It runs before the test runner
/// begins, on one thread, because no other thread may enter this assembly before its initializer has returned: hence the plain arrays, where a
/// collection expression would hand the store a type of this assembly.
/// </summary>
internal static class ChildProcess
{
    private static readonly string[] Queues = ["q"];
    private static readonly byte[] Nobody = [];
    private static readonly byte[][] OneEvent = [[1]];
    private static readonly byte[][] TwoEvents = [[2], [3]];
    private static readonly Verb[] Ready = [new Verb.Ready(Band.New)];
    private static readonly Verb[] Park = [new Verb.Park()];

    private const string Task = "GOTICK_TEST_CHILD_TASK";
    private const string File = "GOTICK_TEST_CHILD_FILE";

    /// <summary>Starts a child.</summary>
    /// <param name="task"><c>write</c>: commits without end, a line <c>ITEM LENGTH</c> each; <c>claim</c>: claims until nothing is left, a line an item;
    /// <c>hold</c>: says <c>held</c> and keeps the lock between processes.</param>
    /// <param name="file">The store's file.</param>
    public static Process Start(string task, string file)
    {
        var info = new ProcessStartInfo(System.IO.Path.Combine(AppContext.BaseDirectory, "GoTick.Core.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { [Task] = task, [File] = file },
        };
        return Process.Start(info)!;
    }

#pragma warning disable CA2255 // The runner owns the entry point; this is the only place before it.
    [ModuleInitializer]
    public static void RunIfChild()
    {
        if (Environment.GetEnvironmentVariable(Task) is { } task)
        {
            Run(task, Environment.GetEnvironmentVariable(File)!);
            Environment.Exit(0);
        }
    }
#pragma warning restore CA2255

    private static void Run(string task, string file)
    {
        if (task == "hold")
        {
            using FileLock turn = FileLock.Open(file + ".lock");
            turn.Enter();
            Console.WriteLine("held");
            Console.ReadLine();
            return;
        }

        SqliteStore store = SqliteStore.OpenAsync(SqliteAddress.Of(file)).GetAwaiter().GetResult();
        if (task == "claim")
        {
            Claim(store);
        }
        else
        {
            Write(store);
        }

        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static void Claim(SqliteStore store)
    {
        var worker = WorkerId.New();
        for (long k = 1; ; k++)
        {
            var request = new ClaimRequest
            {
                Partition = 0,
                Worker = worker,
                Presence = Nobody,
                PresenceFor = TimeSpan.FromMinutes(1),
                Queues = Queues,
                Max = 3,
                Sequence = k,
                LeaseFor = TimeSpan.FromMinutes(5),
            };
            ClaimReply reply = store.ClaimAsync(request).AsTask().GetAwaiter().GetResult();
            foreach (ClaimedItem item in reply.Items)
            {
                Console.WriteLine(item.Header.Id.Text);
            }

            if (reply.Items.Count == 0)
            {
                return;
            }
        }
    }

    private static void Write(SqliteStore store)
    {
        var worker = WorkerId.New();
        for (int n = 0; ; n++)
        {
            var item = ItemId.FromStored($"{Environment.ProcessId}-{n}");
            var start = new Batch { Item = item, Guard = new Guard.Absent("n"), Events = OneEvent, Verbs = Ready };
            Say(item, store.CommitAsync(start).AsTask().GetAwaiter().GetResult());
            var claim = new ItemClaimRequest { Item = item, Worker = worker, LeaseFor = TimeSpan.FromMinutes(5) };
            ClaimedItem held = store.ClaimItemAsync(claim).AsTask().GetAwaiter().GetResult().Item!;
            var step = new Batch { Item = item, Guard = new Guard.Held(held.Header.Lease, 1), Events = TwoEvents, Verbs = Park };
            Say(item, store.CommitAsync(step).AsTask().GetAwaiter().GetResult());
        }
    }

    private static void Say(ItemId item, CommitReply reply) => Console.WriteLine($"{item} {reply.Length}");
}
