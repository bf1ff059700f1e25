using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

/// <summary>How a worker works. All of it is safe to change with runs in flight; it takes effect at the worker's next start.</summary>
public sealed class WorkerOptions
{
    /// <summary>The queues it serves. Default: <c>default</c>.</summary>
    public IReadOnlyList<string> Queues { get; set; } = [FlowSettings.DefaultQueue];

    /// <summary>How many activations run at one time, 1 to 1,000. Default: 4 × cores.</summary>
    public int Concurrency { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>How long a lease lasts; renewed every third of it. 1 s to 10 min, default 15 s. A dead worker's runs go on elsewhere after at most this and a second.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long running activations may go on once the worker is told to stop; then they are handed over. 0 to 1 day, default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a partition is asked for work when nobody calls, 10 ms to 1 min. Default 1 s, which is also the bound for lost wake-ups. At least every
    /// fourth of a lease, whatever is set here.
    /// </summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What is polled by. Who asks more rarely than every half a lease is taken for one that slept, and leases are extended each time: a dead worker's
    /// runs would never be taken over.
    /// </summary>
    internal TimeSpan PollEvery => Poll < Lease / 4 ? Poll : Lease / 4;

    /// <summary>Waits up to this long are spent in the slot instead of unwinding the script. 0 to 1 min, default 20 ms; zero switches it off.</summary>
    public TimeSpan ParkUpTo { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often ended runs past their retention are looked for. 1 s to 1 day, default 30 s.</summary>
    public TimeSpan CleanEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A run under which so many workers died in a row, without a step recorded in between, is suspended with <c>TickWorkerCrashed</c> instead of being tried
    /// once more; a branch fails with it. 0 to 1,000, default 3; 0 = it is always tried once more.
    /// </summary>
    public int MaxCrashes { get; set; } = 3;

    /// <summary>True (the default): it also decides about schedules, whatever queues their runs are for. That takes no slot.</summary>
    public bool ServesSchedules { get; set; } = true;

    /// <summary>
    /// True: it serves the machine's queue <c>@MACHINE</c> beside <see cref="Queues"/>, where runs stand that reboot this machine (<c>Restart-TickComputer</c>).
    /// Default true.
    /// </summary>
    public bool ServesMachine { get; set; } = true;

    /// <summary>What <c>Restart-TickComputer</c> has the system's shell run; null = <c>shutdown</c> with what this system's one needs to reboot.</summary>
    public string? RebootCommand { get; set; }

    /// <summary>Names this boot of the machine in place of the system's id; null = that. For machines whose id does not change (containers), and for tests.</summary>
    public string? Boot { get; set; }

    /// <summary>The machine; null = <see cref="Environment.MachineName"/>, rebooted by <see cref="RebootCommand"/>.</summary>
    internal MachineReboot? Machine { get; set; }

    /// <summary>All queues that it asks for.</summary>
    internal IEnumerable<string> AllQueues =>
    [
        .. Queues,
        .. ServesSchedules ? [Decisions.ScheduleDecisions.Queue] : Array.Empty<string>(),
        .. ServesMachine ? [Decisions.RebootDecisions.QueueOf(Machine?.Machine ?? Environment.MachineName)] : Array.Empty<string>(),
    ];

    /// <summary>The format of journals that it understands.</summary>
    internal int Format { get; set; } = Journal.RunStarted.CurrentFormat;

    /// <summary>
    /// Says in a sentence why a text may not be executed, or null when it may; unset = every text in the store may (design §3.10). Asked once for each
    /// version that it lets pass.
    /// </summary>
    public Func<FlowVersion, string?>? Distrust { get; set; }

    /// <summary>Checks all of them; a worker does so when it starts. Who prepares anything for a worker checks before that.</summary>
    /// <exception cref="Errors.TickException"><c>TickArgumentInvalid</c>, with the range.</exception>
    public void Validate()
    {
        if (Queues.Count == 0 || Queues.Any(string.IsNullOrWhiteSpace))
        {
            throw Invalid("A worker needs at least one queue, each with a name.");
        }

        if (Concurrency is < 1 or > 1_000)
        {
            throw Invalid($"Concurrency is {Concurrency}; it can be 1 to 1,000.");
        }

        if (MaxCrashes is < 0 or > 1_000)
        {
            throw Invalid($"The number of crashes is {MaxCrashes}; it can be 0 (never suspend) to 1,000.");
        }

        Check("The lease", Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check("The drain time", DrainTimeout, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check("The poll", Poll, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Check("The wait in a slot", ParkUpTo, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check("The time between cleanings", CleanEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    private static void Check(string what, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw Invalid($"{what} is {value}; it can be {least} to {most}.");
        }
    }

    private static Errors.TickException Invalid(string message) =>
        new(Errors.TickErrorId.ArgumentInvalid, Errors.TickErrorKind.InvalidInput, message);
}
