using System.Management.Automation.Language;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Pictures;

internal sealed partial class PictureReader
{
    /// <summary>The cmdlets that are steps, and the names of those that need none.</summary>
    private static readonly Dictionary<string, (StepKind Kind, string? Name)> Steps = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Invoke-TickTask"] = (StepKind.Task, null),
        ["Get-TickMemo"] = (StepKind.Memo, null),
        ["Get-TickArray"] = (StepKind.Array, null),
        ["Start-TickSleep"] = (StepKind.Sleep, "sleep"),
        ["Wait-TickSignal"] = (StepKind.Signal, null),
        ["Wait-TickApproval"] = (StepKind.Approval, null),
        ["Invoke-TickFlow"] = (StepKind.Child, null),
        ["Start-TickFlow"] = (StepKind.Start, null),
        ["Send-TickSignal"] = (StepKind.Send, null),
        ["Set-TickState"] = (StepKind.State, null),
        ["Register-TickCompensation"] = (StepKind.Compensation, null),
        ["Restart-TickComputer"] = (StepKind.Reboot, "reboot"),
    };

    /// <summary>The steps of an expression, in the order in which it is evaluated.</summary>
    private IEnumerable<PictureNode> Calls(Ast? ast) => ast switch
    {
        null or ScriptBlockExpressionAst => [],
        PipelineAst pipeline => Pipeline(pipeline),
        CommandAst command => Command(command, [], isPiped: false),
        IfStatementAst or SwitchStatementAst or LoopStatementAst or TryStatementAst or AssignmentStatementAst => Statement((StatementAst)ast),
        _ => ast.FindAll(a => ReferenceEquals(a.Parent, ast), searchNestedScriptBlocks: false).SelectMany(Calls),
    };

    private List<PictureNode> Pipeline(PipelineAst pipeline)
    {
        List<PictureNode> nodes = [];
        bool isPiped = false;
        foreach (CommandBaseAst element in pipeline.PipelineElements)
        {
            if (element is CommandAst command)
            {
                PictureNode[] own = [.. Command(command, [.. nodes.OfType<PictureBranch>(), .. MadeBefore(pipeline, command)], isPiped)];
                if (own is [.., PictureParallel wait])
                {
                    nodes.RemoveAll(n => n is PictureBranch branch && wait.Branches.Contains(branch));
                }

                nodes.AddRange(own);
            }
            else
            {
                nodes.AddRange(Calls(((CommandExpressionAst)element).Expression));
            }

            isPiped = true;
        }

        return nodes;
    }

    /// <summary>The branches of the variables that a wait names, or that come to it through the pipeline.</summary>
    private IEnumerable<PictureBranch> MadeBefore(PipelineAst pipeline, CommandAst wait) =>
        IsCall(wait, "Wait-TickAsync")
            ? VariablesIn(pipeline).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(v => _made.Remove(v, out List<PictureBranch>? made) ? made : []).DistinctBy(b => b.Id)
            : [];

    private List<PictureNode> Command(CommandAst command, IReadOnlyList<PictureBranch> branches, bool isPiped)
    {
        string name = NameOf(command);
        List<PictureNode> nodes = [.. command.CommandElements.Skip(1).SelectMany(Calls)];
        if (name.Equals("Wait-TickAsync", StringComparison.OrdinalIgnoreCase))
        {
            PictureBranch[] own = [.. branches, .. nodes.OfType<PictureBranch>()];
            nodes.RemoveAll(n => n is PictureBranch);
            bool isAny = command.CommandElements.Any(e => e is CommandParameterAst { ParameterName: var p } && p.Equals("Any", StringComparison.OrdinalIgnoreCase));
            nodes.Add(new PictureParallel { Id = Next(), Line = LineOf(command), Label = isAny ? "wait for any" : "wait for all", Branches = own });
        }
        else if (name.Equals("New-TickAsync", StringComparison.OrdinalIgnoreCase))
        {
            nodes.Add(Branch(command, isPiped || StepCall.Given(command, "InputObject") is not null));
        }
        else if (name.Equals("Invoke-TickParallel", StringComparison.OrdinalIgnoreCase))
        {
            PictureBranch branch = Branch(command, isPerItem: true);
            nodes.Add(new PictureParallel { Id = Next(), Line = LineOf(command), Label = "in parallel", Branches = [branch] });
        }
        else if (name.Equals("Restart-TickFlow", StringComparison.OrdinalIgnoreCase))
        {
            nodes.Add(End("begins again", command));
        }
        else if (Steps.TryGetValue(name, out (StepKind Kind, string? Name) step))
        {
            nodes.Add(StepOf(command, step.Kind, step.Name));
        }
        else if (_functions.TryGetValue(name, out FunctionDefinitionAst? function))
        {
            nodes.AddRange(Function(function, command));
        }
        else
        {
            nodes.AddRange(Blocks(command));
        }

        return nodes;
    }

    private PictureStep StepOf(CommandAst command, StepKind kind, string? usual)
    {
        Ast? given = StepCall.Given(command, "Name")
            ?? (kind is StepKind.Child or StepKind.Start ? StepCall.Given(command, "Flow") : null)
            ?? StepCall.Positional(command).FirstOrDefault(e => e is not ScriptBlockExpressionAst);
        if (kind == StepKind.Sleep && given is null or ConstantExpressionAst and not StringConstantExpressionAst)
        {
            given = null; // a lone number is the time
        }

        StepNames names = given is null && usual is not null ? StepNames.Of(usual) : StepNames.Of(given);
        string label = names.Constant ?? (given is ExpandableStringExpressionAst text ? text.Value : given is null ? usual ?? "" : Shown(given));
        return Step(kind, label, names, command);
    }

    private PictureBranch Branch(CommandAst command, bool isPerItem)
    {
        Ast? given = StepCall.Given(command, "Name") ?? StepCall.Positional(command).FirstOrDefault(e => e is not ScriptBlockExpressionAst);
        StepNames names = StepNames.Of(given);
        int id = Next();
        return new PictureBranch
        {
            Id = id,
            Line = LineOf(command),
            Label = names.Constant ?? (given is ExpandableStringExpressionAst text ? text.Value : Shown(given)),
            Names = names,
            IsPerItem = isPerItem,
            Body = StepCall.BlockIn(command) is { } block ? Sequence(block.ScriptBlock) : new PictureSequence([]),
        };
    }

    /// <summary>A function of the script is drawn where it is called; in itself only by its name.</summary>
    private IEnumerable<PictureNode> Function(FunctionDefinitionAst function, CommandAst call)
    {
        int id = Next();
        if (!_open.Add(function.Name))
        {
            return [new PictureGroup { Id = id, Line = LineOf(call), Label = function.Name, Body = new PictureSequence([]) }];
        }

        PictureSequence body = Sequence(function.Body);
        _open.Remove(function.Name);
        // A function's return is not the flow's.
        PictureNode[] drawn = [.. body.Parts.Where(p => p is not PictureEnd { Label: "return" })];
        return drawn.Length == 0 ? [] : [new PictureGroup { Id = id, Line = LineOf(call), Label = function.Name, Body = new PictureSequence(drawn) }];
    }

    /// <summary>The blocks that a command executes: <c>ForEach-Object</c> again and again, <c>&amp; { }</c> and others once.</summary>
    private PictureNode[] Blocks(CommandAst command)
    {
        int id = Next();
        PictureNode[] inner =
        [
            .. command.CommandElements.Select(e => e as ScriptBlockExpressionAst ?? (e as CommandParameterAst)?.Argument as ScriptBlockExpressionAst)
                .OfType<ScriptBlockExpressionAst>()
                .SelectMany(b => Sequence(b.ScriptBlock).Parts.Where(p => p is not PictureEnd)),
        ];
        bool isLoop = NameOf(command) is "ForEach-Object" or "foreach" or "%";
        return inner.Length == 0 || !isLoop
            ? inner
            : [new PictureLoop { Id = id, Line = LineOf(command), Label = "for each", Body = new PictureSequence(inner) }];
    }
}
