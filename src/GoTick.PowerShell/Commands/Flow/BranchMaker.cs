using System.Collections;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>Makes the branches of one call: what they share is captured once, at the moment of the call.</summary>
internal sealed class BranchMaker
{
    private readonly string _key;
    private readonly BranchTemplate _template;
    private int _count;

    /// <exception cref="TickException"><c>TickNotSerializable</c> and the like: a <c>$using:</c> value or an argument cannot be kept. Nothing was started.</exception>
    public BranchMaker(FlowContext flow, PSCmdlet cmdlet, string name, ScriptBlock block, RetryPolicy retry, object?[]? arguments)
    {
        _template = new BranchTemplate
        {
            Block = flow.Script.Blocks.Reference(block),
            Retry = retry,
            Using = CapturedVariables.OfUsing(block, cmdlet.SessionState, $"branch '{name}'"),
            Arguments = arguments is null ? Payload.None : ValueCodec.Encode(arguments, $"The argument list of branch '{name}'"),
        };
        _key = flow.Activation.ReserveBranch(name).Text;
    }

    /// <summary>The only branch of a call without input.</summary>
    public TickBranch Single() => new(new BranchRequest { Key = _key, Template = _template });

    /// <summary>The branch of the next item; an array that Get-TickArray wrote is one branch an element.</summary>
    public IEnumerable<TickBranch> Of(object? input)
    {
        object? plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        object?[] items = GetTickArrayCommand.Gave(plain) ? (object?[])plain! : [input];
        foreach (object? item in items)
        {
            string key = $"{_key}[{_count++}]";
            Payload kept = ValueCodec.Encode(item, $"The item of branch '{key}'");
            yield return new TickBranch(new BranchRequest { Key = key, Template = _template, Item = kept });
        }
    }
}
