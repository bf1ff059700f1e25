using System.Collections;
using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Runs another flow as a child of this run and gives its output: <c>Invoke-TickFlow update-server -Server web1</c>. The flow's parameters are the cmdlet's;
/// one that has the name of a parameter of the cmdlet, or the beginning of one, goes through <c>-Arguments</c>. While it waits for the child, the run costs nothing in any worker. A child that
/// does not complete is an error that the flow may catch: <c>TickChildFailed</c> (the child's own error is inside), <c>TickChildCanceled</c>,
/// <c>TickChildTimedOut</c>. A child is cancelled with its parent. Also in branches.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "TickFlow")]
[OutputType(typeof(object))]
public sealed class InvokeTickFlowCommand : FlowCommand
{
    /// <summary>The flow's name, as the catalogue has it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public new string Flow { get; set; } = "";

    /// <summary>Arguments by name, beside those that are given as parameters.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Arguments { get; set; }

    /// <summary>The step's name: 1 to 200 characters without <c># [ ]</c>; the next use of it is <c>NAME#2</c>. Default: the flow's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The child's queue. Default: the one that this run is in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    /// <summary>The child's tags beside its flow's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>The time for the child from its first activation on; a number is seconds. Default: its flow's.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The child is awaited, but not cancelled with this run.</summary>
    [Parameter]
    public SwitchParameter Detached { get; set; }

    /// <summary>The flow's parameters by name, and values of its positional ones.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object?[] Remaining { get; set; } = [];

    internal override void Run()
    {
        RequireFlowScope(Name ?? Flow);
        var request = new ChildRequest
        {
            Name = Name ?? Flow,
            Flow = Flow,
            Bind = Bind,
            Queue = Queue,
            Tags = Tag,
            Timeout = Timeout,
            IsDetached = Detached,
        };
        ChildResult result = base.Flow.Activation.RunChild(request, base.Flow.PositionOf(MyInvocation))
            ?? throw base.Flow.Unwind(new ActivationOutcome.Suspended());
        if (result.Error is { } error)
        {
            throw FlowError.Of(error);
        }

        WriteObject(ValueCodec.Decode(result.Output), enumerateCollection: true);
    }

    private Payload Bind(FlowDefinition flow) => ValueCodec.Encode(
        ArgumentBinder.Bind(new GivenArguments(Arguments, dynamic: null, Remaining).Collect(flow.Parameters), flow.Parameters), "The arguments");
}
