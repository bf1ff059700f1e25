using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.Host.Pictures;

/// <summary>Reads the picture off a syntax tree, in the order in which the script runs. Facets: <c>Statements</c>, <c>Commands</c>.</summary>
internal sealed partial class PictureReader
{
    private const int MostNodes = 2_000; // beyond it nobody sees anything; what follows is left out
    private const int LongestLabel = 60;

    private readonly ScriptBlockAst _main;
    private readonly Dictionary<string, FunctionDefinitionAst> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _waitedFor;
    private readonly Dictionary<string, List<PictureBranch>> _made = new(StringComparer.OrdinalIgnoreCase);
    private int _count;
    private int _loops;

    /// <param name="main">The flow.</param>
    /// <param name="helpers">The files whose functions it can call.</param>
    public PictureReader(ScriptBlockAst main, IReadOnlyList<ScriptBlockAst> helpers)
    {
        _main = main;
        foreach (FunctionDefinitionAst function in helpers.Append(main).SelectMany(FunctionsOf))
        {
            _functions[function.Name] = function;
        }

        _waitedFor = helpers.Append(main).SelectMany(VariablesWaitedFor).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The picture.</summary>
    public FlowPicture Read()
    {
        PictureSequence body = Sequence(_main);
        return new FlowPicture(body, _count);
    }

    private static IEnumerable<FunctionDefinitionAst> FunctionsOf(ScriptBlockAst text) =>
        text.FindAll(a => a is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>();

    /// <summary>The variables whose branches some wait takes: those are drawn where they are waited for.</summary>
    private static IEnumerable<string> VariablesWaitedFor(ScriptBlockAst text) =>
        text.FindAll(a => a is CommandAst command && IsCall(command, "Wait-TickAsync"), searchNestedScriptBlocks: true)
            .SelectMany(a => VariablesIn((a.Parent as PipelineAst) ?? a));

    private static IEnumerable<string> VariablesIn(Ast ast) =>
        ast.FindAll(a => a is VariableExpressionAst, searchNestedScriptBlocks: false).Cast<VariableExpressionAst>().Select(v => v.VariablePath.UserPath);

    private static bool IsCall(CommandAst command, string name) => NameOf(command).Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(CommandAst command) => command.GetCommandName() is { } name ? name[(name.LastIndexOf('\\') + 1)..] : "";

    private static string Shown(Ast? ast)
    {
        string text = string.Join(' ', (ast?.Extent.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestLabel ? text : text[..(LongestLabel - 1)] + "…";
    }

    private static int LineOf(Ast ast) => ast.Extent.StartLineNumber;

    private int Next() => _count++;

    private PictureStep Step(StepKind kind, string label, StepNames names, Ast at) => new() { Id = Next(), Line = LineOf(at), Kind = kind, Label = label, Names = names };

    private PictureEnd End(string label, Ast at) => new() { Id = Next(), Line = LineOf(at), Label = label };
}
