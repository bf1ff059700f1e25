using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Workers;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Hosting;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>The real executor of one worker, kept over all cases of a class: its runspaces are opened once. Its command <c>Note</c> tells the witness.</summary>
internal sealed class MatrixExecutor : IFlowExecutor
{
    private readonly ConcurrentBag<Runspace> _runspaces = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-faults-").FullName;
    private readonly FlowExecutor _executor;
    private volatile TickClient? _client;
    private volatile Witness? _witness;

    public MatrixExecutor() => _executor = new FlowExecutor(_folder, Add, Opened);

    /// <summary>From here on the flows' own commands go to this client, and their blocks to this witness.</summary>
    public void Serve(TickClient client, Witness witness)
    {
        _client = client;
        _witness = witness;
        foreach (Runspace runspace in _runspaces)
        {
            TickSession.Attach(runspace, client);
        }
    }

    public Task RunAsync(IActivationPass pass, CancellationToken stop) => _executor.RunAsync(pass, stop);

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Called by the blocks of flows.</summary>
    public void Note()
    {
        FlowContext context = FlowContext.Current!;
        var activation = (Activation)context.Activation;
        StepEntry.Run step = context.Step!;
        _witness!.Begin(activation.Item.Id, activation.Item.Header.Lease, step.Key, activation.Branch?.Attempt ?? 1, step.Attempt);
        _witness.End(activation.Item.Id, step.Key); // to note is all that the blocks do
    }

    private void Opened(Runspace runspace)
    {
        _runspaces.Add(runspace);
        TickSession.Attach(runspace, _client!);
    }

    private void Add(InitialSessionState state)
    {
        state.Variables.Add(new SessionStateVariableEntry("MatrixExecutor", this, ""));
        state.Commands.Add(new SessionStateFunctionEntry("Note", "$MatrixExecutor.Note()"));
    }
}
