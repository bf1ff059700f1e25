using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Commands.Flow;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Starts a run of a flow: <c>Start-TickFlow demo/close-order -OrderId 42</c>. The flow's parameters are the cmdlet's; one that has the name of a parameter
/// of the cmdlet goes through <c>-Arguments</c>. In flow scope it is a step, done once; inside a step's block, and outside flows, each call starts a run.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "TickFlow", SupportsShouldProcess = true)]
[OutputType(typeof(TickRun), typeof(object))]
public sealed class StartTickFlowCommand : TickCommand, IDynamicParameters
{
    private readonly List<ItemId> _waitedFor = [];
    private FlowDefinition? _definition;
    private RuntimeDefinedParameterDictionary? _dynamic;

    /// <summary>The flow's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string Flow { get; set; } = "";

    /// <summary>Arguments by name, beside those that are given as parameters. Each dictionary of the pipeline starts a run.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public IDictionary? Arguments { get; set; }

    /// <summary>The run's id: 1 to 120 characters of <c>A-Z a-z 0-9 . _ : -</c>. Default: a new one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    /// <summary>What to do when a run with this id exists. Default: the error <c>TickRunExists</c>.</summary>
    [Parameter]
    public TickIfExists IfExists { get; set; }

    /// <summary>Not before this much time has passed; a number is seconds.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Delay { get; set; }

    /// <summary>Not before this time. A time without zone is local time.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>The queue. Default: the flow's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>−100 (last) to 100 (first) among runs that have not begun. Default: the flow's.</summary>
    [Parameter]
    [ValidateRange(-100, 100)]
    public int? Priority { get; set; }

    /// <summary>The key under which it takes turns, up to 200 characters. Default: the flow's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConcurrencyKey { get; set; }

    /// <summary>Tags beside the flow's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>Waits for the end, and writes the run's output in place of the run. A run that does not complete is the error <c>TickRunFailed</c>.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Values of the flow's positional parameters.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object?[] Remaining { get; set; } = [];

    private static FlowContext? FlowScope =>
        FlowContext.Current is { IsFlowScope: true } flow && flow.IsOwnPipeline() ? flow : null;

    /// <inheritdoc/>
    public object? GetDynamicParameters()
    {
        // In flow scope the journal decides, which may have been written when the flow had other parameters.
        if (Flow.Length == 0 || FlowScope is not null)
        {
            return null;
        }

        try
        {
            return _dynamic = FlowParameterSet.Of(Definition().Parameters);
        }
        catch (TickException)
        {
            return null; // the start itself meets the same error and reports it
        }
    }

    internal override void Take()
    {
        if (FlowScope is { } flow)
        {
            WriteObject(StartAsStep(flow));
            return;
        }

        FlowDefinition definition = Definition();
        StartRequest request = Request(definition.Parameters);
        if (!ShouldProcess(definition.Name, $"Start a run in {Connection.Store}"))
        {
            return;
        }

        WarnWithoutWorker(request.Queue ?? definition.Settings.Queue, "The run waits");
        ItemId id = Await(Client.StartAsync(request, StopToken)).Id;
        if (Wait)
        {
            _waitedFor.Add(id);
        }
        else
        {
            WriteObject(new TickRun(Await(Client.GetRunAsync(id, StopToken)), Connection.Store));
        }
    }

    // After all were started, so that the runs of one pipeline go side by side.
    internal override void Finish() => Each(_waitedFor, id =>
        WriteObject(RunResults.OutputOf(Await(Client.WaitAsync(id, timeout: null, StopToken))!), enumerateCollection: true));

    private TickRun StartAsStep(FlowContext flow)
    {
        if (flow.IsUnwinding)
        {
            throw flow.Unwind();
        }

        try
        {
            if (Wait)
            {
                throw ArgumentBinder.Invalid(nameof(Wait), "-Wait in a flow would hold a worker while it waits. Start the run, and wait for it in the block of a step.");
            }

            if (Credential is not null || (Store is not null && Store != TickSession.Current.Chosen?.Store))
            {
                throw ArgumentBinder.Invalid(nameof(Store), "A flow starts runs in its own store. Take the call into the block of a step to start one elsewhere.");
            }

            // On replay the journal answers, whatever the catalogue says by now; also when it says that the arguments were refused.
            ItemId id = flow.Activation.StartRun(Flow, definition => Request(definition.Parameters), flow.PositionOf(MyInvocation));
            return new TickRun(id.Text, Flow, Queue ?? "", flow.Activation.LogicalTime, Connection.Store);
        }
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            throw flow.Raised(e);
        }
    }

    /// <summary>The flow as the catalogue has it; looked up once a call, however many runs the pipeline starts.</summary>
    private FlowDefinition Definition() =>
        _definition is { } known && known.Name.Equals(Flow, StringComparison.OrdinalIgnoreCase)
            ? known
            : _definition = Await(Client.GetFlowAsync(Flow, StopToken));

    private StartRequest Request(IReadOnlyList<FlowParameter> parameters)
    {
        if (Delay is not null && At is not null)
        {
            throw ArgumentBinder.Invalid(nameof(At), "-Delay and -At exclude each other: give one of them.");
        }

        OrderedDictionary arguments = ArgumentBinder.Bind(new GivenArguments(Arguments, _dynamic, Remaining).Collect(parameters), parameters);
        return new StartRequest
        {
            Flow = Flow,
            Arguments = ValueCodec.Encode(arguments, "The arguments"),
            Id = Id is null ? null : ItemId.ParseRoot(Id),
            IfExists = Enum.Parse<ExistingRun>(IfExists.ToString()),
            Delay = Delay,
            At = At,
            Queue = Queue,
            Priority = Priority,
            ConcurrencyKey = ConcurrencyKey,
            Tags = Tag,
        };
    }
}
