using System.Collections;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>One activation on a slot's thread: binds the script to a module of its own, runs it, and says how it ended.</summary>
internal sealed class FlowPass(IActivation activation, FlowScript script, RunspaceSlot slot, FlowContext context)
{
    private static readonly ScriptBlock BranchBody = ScriptBlock.Create("param($GoTickBlock, $GoTickList) & $GoTickBlock @GoTickList");

    private readonly PSDataCollection<PSObject> _output = [];

    /// <summary>Runs it. Throws only for bugs.</summary>
    public ActivationOutcome Run()
    {
        ActivationOutcome outcome = Execute();
        return context.Broken is { } bug
            ? throw new InvalidOperationException("The journal failed in an unexpected way: " + bug.Message, bug)
            : context.Verdict ?? (context.IsUnwinding ? new ActivationOutcome.Abandoned() : outcome);
    }

    private ActivationOutcome Execute()
    {
        try
        {
            PSModuleInfo module = NewModule();
            if (FlowRequirements.Missing(script.Ast.ScriptRequirements, slot.Runspace) is { } missing)
            {
                return new ActivationOutcome.Faulted(missing);
            }

            ImportRequiredModules(module);
            if (activation.Ending is { } ending)
            {
                new EndingPass(context, script, ending).Run(NewModuleWithImports, (block, arguments) => Invoke(block, arguments, []));
                return context.IsUnwinding ? new ActivationOutcome.Abandoned() : new ActivationOutcome.Completed(Payload.None, 0);
            }

            if (activation.Branch is { } branch)
            {
                RunBranch(module, branch);
            }
            else
            {
                RunFlow(module);
            }

            return context.IsUnwinding ? new ActivationOutcome.Abandoned()
                : context.BindingError is { } unbound ? new ActivationOutcome.Failed(Unbound(unbound))
                : Ended();
        }
        catch (RequirementException e)
        {
            return new ActivationOutcome.Faulted(e.Details);
        }
        catch (PipelineStoppedException) when (context.IsUnwinding)
        {
            return new ActivationOutcome.Abandoned();
        }
        catch (RuntimeException e)
        {
            return new ActivationOutcome.Failed(Details(e));
        }
        catch (TickException e) when (e is LeaseLostException or StoreUnavailableException || e.ErrorId == TickErrorId.NonDeterminism)
        {
            context.Unwind(e);
            return new ActivationOutcome.Abandoned();
        }
        catch (TickException e)
        {
            return new ActivationOutcome.Failed(TickErrors.ToDetails(e, script));
        }
        catch (OperationCanceledException)
        {
            return new ActivationOutcome.Abandoned();
        }
    }

    private ActivationOutcome Ended()
    {
        string what = activation.Branch is { } branch ? $"The output of branch '{branch.Key}'" : "The output of the run";
        Payload output = StepValue.Encode(_output.ToArray(), what);
        return slot.Host.ExitCode is { } code
            ? new ActivationOutcome.Exited(code, output, context.ErrorCount)
            : new ActivationOutcome.Completed(output, context.ErrorCount);
    }

    private void RunFlow(PSModuleInfo module)
    {
        Hashtable arguments = Arguments();
        Invoke(module.NewBoundScriptBlock(script.Block), arguments, _output);
    }

    private void RunBranch(PSModuleInfo module, BranchInfo branch)
    {
        PSVariableIntrinsics variables = module.SessionState.PSVariable;
        foreach (DictionaryEntry used in ValueCodec.Decode(branch.Using) as IDictionary ?? new Hashtable())
        {
            variables.Set((string)used.Key, used.Value);
        }

        variables.Set(BranchScript.ItemVariable, ValueCodec.Decode(branch.Item));
        var call = new object?[]
        {
            module.NewBoundScriptBlock(script.Blocks.Branch(branch.Block)),
            StepValue.AsArray(ValueCodec.Decode(branch.Arguments)),
        };
        Invoke(module.NewBoundScriptBlock(BranchBody), call, _output);
    }

    private void Invoke(ScriptBlock block, object? arguments, PSDataCollection<PSObject> output) =>
        slot.InvokeFlow(block, arguments, Location(), output);

    private string Location() =>
        activation.Run.WorkingDirectory is { } wanted && Directory.Exists(wanted) ? wanted : script.Folder;

    private Hashtable Arguments()
    {
        if (!activation.BoundArguments.IsNone)
        {
            return Table(activation.BoundArguments);
        }

        Hashtable given = Table(activation.Run.Arguments);
        if (script.Blocks.Defaults is not { } defaults)
        {
            return given;
        }

        PSDataCollection<PSObject> found = [];
        context.IsTakingDefaults = true;
        Invoke(NewModule().NewBoundScriptBlock(defaults), given, found);
        context.IsTakingDefaults = false; // no finally: the pass is over when it throws
        if (context.IsUnwinding)
        {
            return given;
        }

        foreach (DictionaryEntry entry in (found.LastOrDefault()?.BaseObject as IDictionary) ?? new Hashtable())
        {
            given[entry.Key] = entry.Value;
        }

        Payload bound = ValueCodec.Encode(given, "The arguments with their defaults");
        activation.RecordArguments(bound);
        return Table(bound);
    }

    private static Hashtable Table(Payload arguments)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in ValueCodec.Decode(arguments) as IDictionary ?? new Hashtable())
        {
            table[entry.Key] = entry.Value;
        }

        return table;
    }

    private PSModuleInfo NewModule()
    {
        var module = new PSModuleInfo(linkToGlobal: true);
        module.SessionState.PSVariable.Set(new PSVariable("TickRun", new TickRunContext(context), ScopedItemOptions.ReadOnly));
        return module;
    }

    private PSModuleInfo NewModuleWithImports()
    {
        PSModuleInfo module = NewModule();
        ImportRequiredModules(module);
        return module;
    }

    private void ImportRequiredModules(PSModuleInfo module)
    {
        var wanted = FlowRequirements.Modules(script.Ast.ScriptRequirements);
        if (wanted.Length == 0)
        {
            return;
        }

        try
        {
            Invoke(module.NewBoundScriptBlock(FlowRequirements.Import), new object[] { wanted }, _output);
        }
        catch (RuntimeException e) when (!context.IsUnwinding)
        {
            throw new RequirementException(FlowRequirements.Details("#Requires -Modules cannot be met: " + e.Message));
        }
    }

    private FailureDetails Details(RuntimeException error) =>
        FlowContext.IsBindingError(error, error.ErrorRecord) ? Unbound(error.ErrorRecord) : TickErrors.ToDetails(error, script);

    private FailureDetails Unbound(ErrorRecord record) => TickErrors.ToDetails(record, script) with
    {
        ErrorId = TickErrorId.ArgumentInvalid,
        Category = nameof(ErrorCategory.InvalidArgument),
    };

    private sealed class RequirementException(FailureDetails details) : Exception(details.Message)
    {
        public FailureDetails Details { get; } = details;
    }
}
