using System.Collections.Concurrent;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Commands.Flow;
using GoTick.PowerShell.Commands.Workers;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Signing;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Starts a worker, which executes runs in the background of this process until <c>Stop-TickWorker</c> or the end of PowerShell, which both drain. It
/// publishes the flows of its folders: at its start only texts that the catalogue never had, while it runs every changed file.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "TickWorker", SupportsShouldProcess = true)]
[OutputType(typeof(TickWorker))]
public sealed class StartTickWorkerCommand : TickCommand
{
    private static readonly WorkerOptions Usual = new();
    private readonly BlockingCollection<string> _warnings = [];

    /// <summary>Folders of flows. Default: none, the worker executes what the catalogue has.</summary>
    [Parameter(Position = 0)]
    [Alias("Flows")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The queues it serves. Default: <c>default</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = [FlowSettings.DefaultQueue];

    /// <summary>How many runs it executes at one time, 1 to 1,000. Default: 4 × cores.</summary>
    [Parameter]
    [ValidateRange(1, 1_000)]
    public int Concurrency { get; set; } = Usual.Concurrency;

    /// <summary>How long runs may go on once it is told to stop; then other workers go on with them. A number is seconds. Default: 30 s.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan DrainTimeout { get; set; } = Usual.DrainTimeout;

    /// <summary>
    /// How long a worker that is not heard of keeps its runs, 1 s to 10 min; the same for all workers of a store. A number is seconds. Default: 15 s.
    /// </summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan Lease { get; set; } = Usual.Lease;

    /// <summary>A run under which so many workers died in a row is suspended with <c>TickWorkerCrashed</c>, 1 to 1,000; 0 = it is tried for ever. Default: 3.</summary>
    [Parameter]
    [ValidateRange(0, 1_000)]
    public int MaxCrashes { get; set; } = Usual.MaxCrashes;

    /// <summary>
    /// What <c>Restart-TickComputer</c> has the system's shell run. Default: <c>$env:GOTICK_REBOOT_COMMAND</c>, else <c>shutdown</c> as this system needs it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RebootCommand { get; set; }

    /// <summary>Which texts it executes; a run of any other is suspended with <c>TickFlowUntrusted</c>. Default: every text in the store.</summary>
    [Parameter]
    public TickTrust Trust { get; set; }

    /// <summary>
    /// With <c>-Trust Signed</c> the thumbprints of the only certificates whose signatures count, SHA-1 or SHA-256; such a certificate may be self-signed.
    /// Default: every certificate for code signing from an authority that this machine trusts.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] TrustedSigner { get; set; } = [];

    /// <summary>Blocks until Ctrl+C or until the worker is stopped, and drains.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    internal override void Take()
    {
        var trust = TextTrust.Of(Trust, TrustedSigner, Path.Length > 0);
        if (!ShouldProcess(Connection.Store, $"Start a worker for {string.Join(", ", Queue)}"))
        {
            return;
        }

        var options = new WorkerOptions
        {
            Queues = Queue,
            Concurrency = Concurrency,
            DrainTimeout = DrainTimeout,
            Lease = Lease,
            MaxCrashes = MaxCrashes,
            RebootCommand = RebootCommand ?? RebootSettings.Command,
            Boot = RebootSettings.Boot,
        };
        string[] paths = [.. Path.Select(GetUnresolvedProviderPathFromPSPath)];
        LocalWorker worker = Await(LocalWorker.StartAsync(Connection, paths, trust, options, _warnings.Add, StopToken));
        LocalWorkers.Add(worker);
        while (_warnings.TryTake(out string? warning))
        {
            WriteWarning(warning);
        }

        if (Wait)
        {
            Serve(worker);
            return;
        }

        // A session that ends closes the runspaces of all slots, before the process is told of its end: drain ahead of that.
        Events.SubscribeEvent(
            source: null,
            eventName: null,
            PSEngineEvent.Exiting,
            data: null,
            (_, _) => LocalWorkers.StopAsync(worker).GetAwaiter().GetResult(),
            supportEvent: true,
            forwardEvent: false);

        // From here on nobody reads this pipeline: what comes later goes to the console, and stays with the worker object.
        System.Management.Automation.Host.PSHostUserInterface? console = Host?.UI;
        worker.Warned += warning => console?.WriteWarningLine(warning);
        WriteObject(Shown(worker));
    }

    private void Serve(LocalWorker worker)
    {
        try
        {
            WriteObject(Shown(worker));
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(StopToken, worker.Ending.Token);
            while (!ended.IsCancellationRequested)
            {
                WriteWarning(_warnings.Take(ended.Token));
            }
        }
        catch (OperationCanceledException) when (worker.Ending.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            // Somebody stopped the worker: the command is at its end, too.
        }
        finally
        {
            Await(LocalWorkers.StopAsync(worker));
        }
    }

    private TickWorker Shown(LocalWorker worker) => new(worker.Id, worker.Record, Connection.Store, worker);
}
