using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.PowerShell.Streams;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// A place where flows run: a thread, a runspace bound to it, and one <see cref="Shell"/> object that is invoked again and again (14 µs, where a new
/// one re-parses its text for 250-740). Made once; a run that leaves it dirty makes it unusable and the pool replaces it.
/// </summary>
internal sealed class RunspaceSlot
{
    // As PowerShell's own pipeline threads: recursive scripts need it. Reserved, not committed.
    private const int StackBytes = 10 * 1024 * 1024;
    private const string FlowFunction = "Invoke-GoTickFlow";
    private const string BlockFunction = "Invoke-GoTickBlock";

    // Stop counts for the call itself (a parameter that does not bind): the block is bound to a module, whose preferences are its own.
    private const string FlowBody = "param($b, $p, [switch] $d) $ErrorActionPreference = 'Stop'; if ($d) { . $b @p } else { & $b @p }";

    private readonly Func<InitialSessionState> _sessionState;
    private readonly Action<Runspace>? _opened;
    private static readonly Lock Opening = new();
    private readonly object _door = new();
    private Action<RunspaceSlot>? _work;
    private bool _isClosing;
    private CommandParameterCollection _parameters = null!;
    private bool _isInEnvironment;

    /// <param name="sessionState">Makes the session.</param>
    /// <param name="opened">Told of the runspace once it is open; null when nobody asks.</param>
    /// <param name="number">For the thread's name.</param>
    public RunspaceSlot(Func<InitialSessionState> sessionState, Action<Runspace>? opened, int number)
    {
        _sessionState = sessionState;
        _opened = opened;
        new Thread(Run, StackBytes) { IsBackground = true, Name = $"GoTick slot {number}" }.Start();
    }

    /// <summary>The host, which knows the exit code.</summary>
    public FlowHost Host { get; } = new();

    /// <summary>The runspace; valid on the slot's thread.</summary>
    public Runspace Runspace { get; private set; } = null!;

    /// <summary>The pipeline that a stop has to stop.</summary>
    public Shell Shell { get; private set; } = null!;

    /// <summary>The streams of the run that is on.</summary>
    public StreamRelay Streams { get; private set; } = null!;

    /// <summary>Where the slot is.</summary>
    public SlotLocation Location { get; private set; } = null!;

    /// <summary>Null where this PowerShell keeps its tables elsewhere.</summary>
    public SlotTables? Tables { get; private set; }

    /// <summary>False once a run left something behind that cannot be put back.</summary>
    public bool IsUsable { get; private set; } = true;

    private SlotBaseline? Baseline { get; set; }

    /// <summary>Has the slot's thread do something; one thing at a time.</summary>
    public void Post(Action<RunspaceSlot> work)
    {
        lock (_door)
        {
            if (_work is not null || _isClosing)
            {
                throw new InvalidOperationException("The slot is busy or closed.");
            }

            _work = work;
            Monitor.Pulse(_door);
        }
    }

    /// <summary>Ends the thread and the runspace once nothing runs there.</summary>
    public void Close()
    {
        lock (_door)
        {
            _isClosing = true;
            Monitor.Pulse(_door);
        }
    }

    /// <summary>Runs a flow's block on the slot's thread; what it writes goes into <paramref name="output"/> even if it does not come to its end.</summary>
    /// <param name="block">The block, bound to the run's module.</param>
    /// <param name="arguments">A dictionary (by name), an array (by position), or null.</param>
    /// <param name="location">Where it starts.</param>
    /// <param name="output">Takes what it writes.</param>
    /// <param name="isDotSourced">True: what it defines belongs to its module's scope.</param>
    public void InvokeFlow(ScriptBlock block, object? arguments, string location, PSDataCollection<PSObject> output, bool isDotSourced = false)
    {
        Host.ExitCode = null;
        Location.GoTo(location);
        _parameters.Clear();
        _parameters.Add("b", block);
        _parameters.Add("p", arguments ?? new Hashtable());
        if (isDotSourced)
        {
            _parameters.Add("d", true);
        }

        Shell.Invoke(null, output);
    }

    /// <summary>Before each run, on the slot's thread: opens the runspace the first time.</summary>
    public void Prepare()
    {
        if (Runspace is null)
        {
            Open();
        }

        ProcessEnvironment.Enter();
        _isInEnvironment = true;
    }

    /// <summary>After each run: puts the runspace back as it was, or gives it up.</summary>
    public void CleanUp()
    {
        if (_isInEnvironment)
        {
            _isInEnvironment = false;
            ProcessEnvironment.Leave();
        }

        _parameters?.Clear();
        Shell?.Streams.ClearStreams();
        IsUsable = IsUsable && Runspace?.RunspaceStateInfo.State == RunspaceState.Opened && Baseline?.Restore() == true;
    }

    /// <summary>A block in a pipeline of its own inside the running one, so that it can be stopped alone.</summary>
    public static Shell NestedShell(Action body) =>
        Shell.Create(RunspaceMode.CurrentRunspace).AddCommand(BlockFunction).AddParameter("body", body);

    private void Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        while (Next() is { } work)
        {
            work(this);
        }

        if (Runspace is not null)
        {
            Shell.Dispose();
            Runspace.Dispose();
        }
    }

    private Action<RunspaceSlot>? Next()
    {
        lock (_door)
        {
            while (_work is null && !_isClosing)
            {
                Monitor.Wait(_door);
            }

            Action<RunspaceSlot>? work = _work;
            _work = null;
            return work;
        }
    }

    private void Open()
    {
        InitialSessionState state = _sessionState();
        state.Commands.Add(new SessionStateFunctionEntry(FlowFunction, FlowBody));
        state.Commands.Add(new SessionStateFunctionEntry(BlockFunction, "param([Action] $body) $body.Invoke()"));
        Runspace = RunspaceFactory.CreateRunspace(Host, state);
        Runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        Runspace.Name = Thread.CurrentThread.Name;
        // One at a time: PowerShell sets up its providers process-wide, and two that open at once can leave one without a current location.
        lock (Opening)
        {
            Runspace.Open();
        }

        Runspace.DefaultRunspace = Runspace;
        _opened?.Invoke(Runspace);
        Shell = Shell.Create(Runspace);
        Shell.AddCommand(FlowFunction);
        _parameters = Shell.Commands.Commands[0].Parameters;
        Streams = new StreamRelay(Shell.Streams);
        Tables = SlotTables.Of(Runspace);
        SessionStateProxy session = Runspace.SessionStateProxy;
        Location = new SlotLocation(session.Path, session.Drive, Tables?.Variables.GetValueOrDefault("PWD"));
        Baseline = Tables is null ? null : new SlotBaseline(Runspace, Tables);
    }
}
