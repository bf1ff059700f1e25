using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>A call of a step's cmdlet as it stands in a text.</summary>
/// <param name="Command">The call.</param>
/// <param name="Kind">What it is; branches are <see cref="StepKind.FanOut"/>.</param>
/// <param name="Name">Its name, if that is constant; null otherwise.</param>
/// <param name="Block">Its block, if it stands there; null otherwise.</param>
internal sealed record StepCall(CommandAst Command, StepKind Kind, string? Name, ScriptBlockExpressionAst? Block)
{
    private static readonly Dictionary<string, StepKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Invoke-TickTask"] = StepKind.Task,
        ["Get-TickMemo"] = StepKind.Memo,
        ["Get-TickArray"] = StepKind.Array,
        ["Start-TickSleep"] = StepKind.Sleep,
        ["New-TickAsync"] = StepKind.FanOut,
        ["Invoke-TickParallel"] = StepKind.FanOut,
    };

    /// <summary>Where it stands.</summary>
    public IScriptExtent Where => Command.Extent;

    /// <summary>The calls of a text, in its order.</summary>
    public static IEnumerable<StepCall> In(Ast text) =>
        text.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().Select(Of).OfType<StepCall>();

    /// <summary>The call whose block this stands in; null when it stands in none.</summary>
    public StepCall? Enclosing()
    {
        for (Ast? at = Command.Parent; at is not null; at = at.Parent)
        {
            if (at is ScriptBlockExpressionAst { Parent: CommandAst or CommandParameterAst } block
                && (block.Parent as CommandAst ?? block.Parent.Parent) is CommandAst outer && Of(outer) is { } call && call.Block == block)
            {
                return call;
            }
        }

        return null;
    }

    private static StepCall? Of(CommandAst command) =>
        command.GetCommandName() is { } name && Kinds.TryGetValue(name[(name.LastIndexOf('\\') + 1)..], out StepKind kind)
            ? new StepCall(command, kind, NameIn(command, kind), BlockIn(command))
            : null;

    private static string? NameIn(CommandAst command, StepKind kind)
    {
        Ast? name = Given(command, "Name") ?? Positional(command).FirstOrDefault(e => e is not ScriptBlockExpressionAst);
        return name is StringConstantExpressionAst text ? text.Value
            : kind == StepKind.Sleep && name is null or ConstantExpressionAst ? "sleep" // a lone number is the time
            : null;
    }

    /// <summary>The block that a call gives its command.</summary>
    public static ScriptBlockExpressionAst? BlockIn(CommandAst command) =>
        Given(command, "ScriptBlock") as ScriptBlockExpressionAst ?? Positional(command).OfType<ScriptBlockExpressionAst>().FirstOrDefault();

    /// <summary>What a call gives for a parameter that it names in full; null when it does not.</summary>
    public static Ast? Given(CommandAst command, string parameter)
    {
        for (int i = 1; i < command.CommandElements.Count; i++)
        {
            if (command.CommandElements[i] is CommandParameterAst given && given.ParameterName.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            {
                return given.Argument ?? command.CommandElements.ElementAtOrDefault(i + 1);
            }
        }

        return null;
    }

    // The common switches stand before a step's own block; -OnFailure has a block of its own.
    private static bool TakesValue(CommandParameterAst parameter, CommandElementAst next) => next switch
    {
        CommandParameterAst => false,
        ScriptBlockExpressionAst => parameter.ParameterName.StartsWith("On", StringComparison.OrdinalIgnoreCase)
            || parameter.ParameterName.Equals("ScriptBlock", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    /// <summary>What a call gives without naming a parameter.</summary>
    public static IEnumerable<CommandElementAst> Positional(CommandAst command)
    {
        for (int i = 1; i < command.CommandElements.Count; i++)
        {
            if (command.CommandElements[i] is not CommandParameterAst parameter)
            {
                yield return command.CommandElements[i];
            }
            else if (parameter.Argument is null && command.CommandElements.ElementAtOrDefault(i + 1) is { } next && TakesValue(parameter, next))
            {
                i++;
            }
        }
    }
}
