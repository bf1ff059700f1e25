using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The flows that a flow runs as children, where it names them by constants and they lie below its folder: <c>Invoke-TickFlow sub/ship</c> is <c>sub/ship.ps1</c>. For
/// those who run a single file, whose folder nobody has published.
/// </summary>
internal static class CalledFlows
{
    /// <summary>Them, and those that they call, once each; not the flow itself.</summary>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c>.</exception>
    public static IReadOnlyList<FlowSource> Of(FlowSource flow)
    {
        string folder = Path.GetDirectoryName(flow.Path)!;
        Dictionary<string, FlowSource> found = new(StringComparer.OrdinalIgnoreCase) { [flow.Definition.Name] = flow };
        Queue<FlowSource> open = new([flow]);
        while (open.TryDequeue(out FlowSource? next))
        {
            foreach (string name in Names(next.Version).Where(n => !found.ContainsKey(n)))
            {
                if (Find(name, folder) is { } called)
                {
                    found.Add(name, called);
                    open.Enqueue(called);
                }
            }
        }

        return [.. found.Values.Where(f => f != flow)];
    }

    private static FlowSource? Find(string name, string folder)
    {
        string path = Path.GetFullPath(name + ".ps1", folder);
        bool isBelow = path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBelow && File.Exists(path) && FlowSource.Read(path, folder) is { } read && read.Definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? read
            : null;
    }

    private static HashSet<string> Names(FlowVersion version) =>
        version.Files.Where(f => f.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || f.Path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => FlowText.Parse(f.Text, f.Path).FindAll(a => a is CommandAst, searchNestedScriptBlocks: true))
            .Cast<CommandAst>()
            .Where(c => string.Equals(c.GetCommandName(), "Invoke-TickFlow", StringComparison.OrdinalIgnoreCase))
            .Select(NameOf)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What follows the command, or its <c>-Flow</c>; null when it is no constant.</summary>
    private static string? NameOf(CommandAst call)
    {
        for (int i = 1; i < call.CommandElements.Count; i++)
        {
            if (call.CommandElements[i] is CommandParameterAst { ParameterName: var name } parameter && name.Equals("Flow", StringComparison.OrdinalIgnoreCase))
            {
                return (parameter.Argument ?? call.CommandElements.ElementAtOrDefault(i + 1) as ExpressionAst) is StringConstantExpressionAst given ? given.Value : null;
            }
        }

        return call.CommandElements.ElementAtOrDefault(1) is StringConstantExpressionAst first ? first.Value : null;
    }
}
