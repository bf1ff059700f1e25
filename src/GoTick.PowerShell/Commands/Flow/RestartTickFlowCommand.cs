using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Ends this pass over the flow, and begins it again from the top in a fresh journal, under the same id: for flows that never end, whose journal would. Nothing
/// behind it is run, nor <c>catch</c> and <c>finally</c> around it. Arguments that are not given stay as they were; defaults are evaluated anew. Signals that were not
/// taken stay; state and callbacks go. Refused while compensations are registered (<c>TickRestartRefused</c>) and in a branch (<c>TickRestartInBranch</c>).
/// </summary>
[Cmdlet(VerbsLifecycle.Restart, "TickFlow")]
[OutputType(typeof(void))]
public sealed class RestartTickFlowCommand : FlowCommand
{
    /// <summary>Arguments by name, in place of those of the same name that the run has.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public IDictionary? Arguments { get; set; }

    /// <summary>The flow's parameters by name: <c>Restart-TickFlow -Since $last</c>.</summary>
    [Parameter(ValueFromRemainingArguments = true, DontShow = true)]
    public object?[] Remaining { get; set; } = [];

    internal override void Run()
    {
        RequireFlowScope("Restart-TickFlow");
        IReadOnlyList<FlowParameter> parameters = Flow.Script.Parameters;
        OrderedDictionary given = new GivenArguments(Arguments, dynamic: null, Remaining).Collect(parameters);
        foreach (DictionaryEntry kept in ValueCodec.Decode(Flow.Activation.Run.Arguments) as IDictionary ?? new Hashtable())
        {
            if (!given.Contains(kept.Key))
            {
                given.Add(kept.Key, kept.Value);
            }
        }

        Payload arguments = ValueCodec.Encode(ArgumentBinder.Bind(given, parameters), "The arguments");
        Flow.Activation.Continue(arguments, Flow.PositionOf(MyInvocation));
        throw Flow.Unwind(new ActivationOutcome.Suspended());
    }
}
