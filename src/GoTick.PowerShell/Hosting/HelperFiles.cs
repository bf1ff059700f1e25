using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>The files below a flow's folder that its text dot-sources or uses as modules by a constant path.</summary>
internal static class HelperFiles
{
    public static void Collect(ScriptBlockAst ast, string fileFolder, string flowFolder, Dictionary<string, FlowFile> found)
    {
        foreach (string named in Named(ast))
        {
            string full = Path.GetFullPath(Path.Combine(fileFolder, named));
            string relative = Path.GetRelativePath(flowFolder, full).Replace('\\', '/');
            bool isBelow = !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
            if (!isBelow || found.ContainsKey(relative) || !File.Exists(full))
            {
                continue;
            }

            string text = File.ReadAllText(full);
            found.Add(relative, new FlowFile(relative, text));
            Collect(FlowSource.Parse(text, full), Path.GetDirectoryName(full)!, flowFolder, found);
        }
    }

    private static IEnumerable<string> Named(ScriptBlockAst ast)
    {
        IEnumerable<string?> dotSourced = ast.FindAll(a => a is CommandAst { InvocationOperator: TokenKind.Dot }, searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .Select(c => ConstantPath(c.CommandElements[0]));
        IEnumerable<string?> imported = ast.FindAll(a => a is CommandAst c && IsImport(c), searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .SelectMany(c => c.CommandElements.Skip(1).Select(ConstantPath));
        IEnumerable<string?> used = ast.UsingStatements
            .Where(u => u.UsingStatementKind == UsingStatementKind.Module)
            .Select(u => u.Name?.Value);
        return dotSourced.Concat(imported).Concat(used).OfType<string>().Where(IsScript);
    }

    private static bool IsImport(CommandAst command) => string.Equals(command.GetCommandName(), "Import-Module", StringComparison.OrdinalIgnoreCase);

    private static bool IsScript(string path) => Path.GetExtension(path).ToLowerInvariant() is ".ps1" or ".psm1" or ".psd1";

    private static string? ConstantPath(Ast element) => element switch
    {
        StringConstantExpressionAst constant => constant.Value,
        ExpandableStringExpressionAst expandable when expandable.NestedExpressions.All(IsScriptRoot) => WithoutRoot(expandable.Value),
        _ => null,
    };

    private static bool IsScriptRoot(ExpressionAst expression) =>
        expression is VariableExpressionAst variable && string.Equals(variable.VariablePath.UserPath, "PSScriptRoot", StringComparison.OrdinalIgnoreCase);

    private static string WithoutRoot(string path) =>
        path.Replace("${PSScriptRoot}", ".", StringComparison.OrdinalIgnoreCase).Replace("$PSScriptRoot", ".", StringComparison.OrdinalIgnoreCase);
}
