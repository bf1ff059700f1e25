using System.Collections;
using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Streams;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Runs what a run has left for its end, each block as a step. The script is not run for it: a block sees the variables that it took along and the flow's own
/// definitions, as a branch does, so that a run whose script hangs, or fits its journal no more, is undone like any other.
/// </summary>
internal sealed class EndingPass(FlowContext flow, FlowScript script, EndingInfo ending)
{
    private static readonly ScriptBlock Body = ScriptBlock.Create("param($GoTickBody) $GoTickBody.Invoke()");

    /// <summary>Runs them until all are done, or the run waits.</summary>
    /// <param name="newModule">Makes the module that a block runs in: nothing of one is seen by the next.</param>
    /// <param name="invoke">Invokes a block in the slot's pipeline.</param>
    public void Run(Func<PSModuleInfo> newModule, Action<ScriptBlock, object?> invoke)
    {
        foreach ((StepKey key, RegisteredBlock block) in ending.Blocks)
        {
            PSModuleInfo module = newModule();
            // Before anything runs there: in the module's own scope, where $script:x looks, too.
            SetVariables(module.SessionState.PSVariable, block);
            Action step = () => Step(module, key, block);
            invoke(module.NewBoundScriptBlock(Body), new object[] { step });
            if (flow.IsUnwinding)
            {
                return;
            }
        }
    }

    private void Step(PSModuleInfo module, StepKey key, RegisteredBlock block)
    {
        try
        {
            StepEntry entry = flow.Activation.EnterRegistered(key, block);
            new StepRun(flow, module.SessionState).Finish(entry, () => Bound(module, block), errorAction: null, StepLogOutput.Keep(flow));
        }
        catch (RuntimeException) when (!flow.IsUnwinding)
        {
            // It is recorded as failed. The next one has its turn all the same, and the run's outcome stays.
        }
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            throw flow.Unwind(e);
        }
    }

    private ScriptBlock Bound(PSModuleInfo module, RegisteredBlock block) => module.NewBoundScriptBlock(script.Blocks.Branch(block.Block));

    private void SetVariables(PSVariableIntrinsics variables, RegisteredBlock block)
    {
        IDictionary captured = ValueCodec.Decode(block.Variables) as IDictionary ?? new Hashtable();
        foreach (DictionaryEntry variable in captured)
        {
            variables.Set((string)variable.Key, variable.Value);
        }

        variables.Set(BranchScript.ItemVariable, block.On is null ? captured["_"] : new TickRunOutcome(flow.Activation.Run, ending));
    }
}
