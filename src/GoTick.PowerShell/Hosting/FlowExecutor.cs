using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Streams;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>Executes activations, each on a thread and in a runspace of its own, so that no run sees anything of another.</summary>
/// <param name="cacheRoot">The folder in which the texts of flow versions are laid down.</param>
/// <param name="add">Adds a host's commands to each session.</param>
/// <param name="opened">Told of each runspace once it is open.</param>
internal sealed class FlowExecutor(string cacheRoot, Action<InitialSessionState>? add = null, Action<Runspace>? opened = null) : IFlowExecutor
{
    private static readonly Lock Opening = new();
    private readonly ConcurrentDictionary<string, Lazy<FlowScript>> _scripts = new();

    /// <inheritdoc/>
    public Task<ActivationOutcome> ExecuteAsync(IActivation activation, CancellationToken stop)
    {
        var ended = new TaskCompletionSource<ActivationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                ended.SetResult(Execute(activation, stop));
            }
            catch (Exception e)
            {
                ended.SetException(e); // a bug of ours: the worker parks the run with it
            }
        })
        { IsBackground = true, Name = "GoTick slot" };
        thread.Start();
        return ended.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ActivationOutcome Execute(IActivation activation, CancellationToken stop)
    {
        FlowScript script = _scripts.GetOrAdd(
            activation.Version.Hash, _ => new Lazy<FlowScript>(() => FlowScript.Load(activation.Version, cacheRoot))).Value;
        var context = new FlowContext(activation, script);
        var host = new FlowHost();
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, FlowSession.Create(add));
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        // One at a time: PowerShell sets up its providers process-wide, and two that open at once can leave one without a current location.
        lock (Opening)
        {
            runspace.Open();
        }

        opened?.Invoke(runspace);
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        FlowContext.Current = context;
        Suspension.IsUnwinding = false;
        Runspace.DefaultRunspace = runspace;
        try
        {
            return Run(shell, context, host, stop);
        }
        finally
        {
            Runspace.DefaultRunspace = null;
            Suspension.IsUnwinding = false;
            FlowContext.Current = null;
        }
    }

    private static ActivationOutcome Run(System.Management.Automation.PowerShell shell, FlowContext context, FlowHost host, CancellationToken stop)
    {
        var tap = new StreamTap(context);
        tap.Attach(shell.Streams);
        SessionState session = shell.Runspace.SessionStateProxy.InvokeCommand is not null ? Session(shell) : throw new InvalidOperationException("No session.");
        shell.Runspace.SessionStateProxy.SetVariable("TickRun", new TickRunContext(context));
        session.Path.SetLocation(context.Activation.Run.WorkingDirectory is { } folder && Directory.Exists(folder) ? folder : context.Script.Folder);
        var arguments = ValueCodec.Decode(context.Activation.Run.Arguments) as IDictionary ?? new Hashtable();
        shell.Commands.Clear();
        shell.AddCommand(FlowSession.RunFunction)
            .AddParameter("GoTickBlock", new PSModuleInfo(true).NewBoundScriptBlock(context.Script.Block))
            .AddParameter("GoTickArguments", new Hashtable(arguments));
        using var output = new PSDataCollection<PSObject>();
        Exception? thrown = null;
        using (stop.Register(() => shell.BeginStop(null, null)))
        {
            try
            {
                shell.Invoke(null, output);
            }
            catch (Exception e) when (e is RuntimeException or InvalidOperationException)
            {
                thrown = e;
            }
        }

        return Outcome(shell, context, host, tap, output, thrown, stop.IsCancellationRequested);
    }

    private static SessionState Session(System.Management.Automation.PowerShell shell)
    {
        shell.Commands.Clear();
        return (SessionState)shell.AddScript("$ExecutionContext.SessionState").Invoke()[0].BaseObject;
    }

    private static ActivationOutcome Outcome(
        System.Management.Automation.PowerShell shell,
        FlowContext context,
        FlowHost host,
        StreamTap tap,
        PSDataCollection<PSObject> output,
        Exception? thrown,
        bool isStopped)
    {
        // The flag decides, never the pipeline's state: a suspension ends as Completed.
        if (context.Fault is { } fault)
        {
            return fault is TickException { ErrorId: TickErrorId.NonDeterminism or TickErrorId.JournalUnreadable } misfit
                ? new ActivationOutcome.Faulted(TickErrors.ToDetails(misfit, context.Script.Folder))
                : new ActivationOutcome.Abandoned();
        }

        if (context.IsSuspended)
        {
            return new ActivationOutcome.Suspended();
        }

        if (isStopped || thrown is PipelineStoppedException)
        {
            return new ActivationOutcome.Abandoned();
        }

        if (thrown is not null)
        {
            FailureDetails error = TickErrors.ToDetails(thrown, context.Script.Folder);
            return new ActivationOutcome.Failed(
                thrown is ParameterBindingException ? error with { ErrorId = TickErrorId.ArgumentInvalid } : error);
        }

        if (shell.Streams.Error.FirstOrDefault(e => e.Exception is ParameterBindingException && e.InvocationInfo?.MyCommand is null or ScriptInfo) is { } unbound)
        {
            return new ActivationOutcome.Failed(TickErrors.ToDetails(unbound, context.Script.Folder) with { ErrorId = TickErrorId.ArgumentInvalid });
        }

        return Ended(host, tap, output);
    }

    private static ActivationOutcome Ended(FlowHost host, StreamTap tap, PSDataCollection<PSObject> output)
    {
        try
        {
            Payload payload = output.Count switch
            {
                0 => Payload.None,
                1 => ValueCodec.Encode(output[0], "The flow's output"),
                _ => ValueCodec.Encode(output.ToArray(), "The flow's output"),
            };
            return host.ExitCode is { } code
                ? new ActivationOutcome.Exited(code, payload, tap.ErrorCount)
                : new ActivationOutcome.Completed(payload, tap.ErrorCount);
        }
        catch (TickException e)
        {
            return new ActivationOutcome.Failed(TickErrors.ToDetails(e, folder: null));
        }
    }
}
