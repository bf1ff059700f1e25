using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Collects the files below a flow's folder that the flow, or one of its helpers, names by a constant path.</summary>
internal sealed class FlowClosure
{
    private readonly string _folder;
    private readonly Dictionary<string, FlowFile> _helpers = new(StringComparer.Ordinal);
    private readonly Queue<(string Path, ScriptBlockAst Ast)> _open = new();

    private FlowClosure(string folder) => _folder = folder;

    /// <summary>The helpers of a flow.</summary>
    /// <param name="path">The flow's full path.</param>
    /// <param name="ast">Its syntax tree.</param>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c>: a helper cannot be parsed, or lies outside the flow's folder.</exception>
    public static IReadOnlyList<FlowFile> Of(string path, ScriptBlockAst ast)
    {
        var closure = new FlowClosure(Path.GetDirectoryName(path)!);
        closure._open.Enqueue((path, ast));
        while (closure._open.TryDequeue(out (string Path, ScriptBlockAst Ast) next))
        {
            closure.Follow(next.Path, next.Ast);
        }

        closure._helpers.Remove(Path.GetFileName(path));
        return [.. closure._helpers.Values];
    }

    private void Follow(string path, ScriptBlockAst ast)
    {
        string scriptRoot = Path.GetDirectoryName(path)!;
        IEnumerable<FileReference> references = path.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase)
            ? ManifestFiles(ast, scriptRoot)
            : FileReference.In(ast, scriptRoot, _folder);
        foreach (FileReference reference in references)
        {
            if (reference.Resolve() is { } file)
            {
                Add(file, reference, scriptRoot);
            }
        }
    }

    private void Add(string file, FileReference reference, string scriptRoot)
    {
        string relative = Path.GetRelativePath(_folder, file).Replace('\\', '/');
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            // What is named by an absolute path belongs to the machine, like an installed module.
            if (reference.IsRelative(scriptRoot))
            {
                throw FlowText.ErrorAt(
                    reference.Where,
                    $"'{reference.Path}' lies outside the flow's folder '{_folder}', so it would not travel with the flow. Move it below that folder, or make it an installed module.");
            }

            return;
        }

        if (_helpers.ContainsKey(relative))
        {
            return;
        }

        string extension = Path.GetExtension(file).ToLowerInvariant();
        if (extension is not (".ps1" or ".psm1" or ".psd1" or ".ps1xml"))
        {
            return;
        }

        string text = FlowText.Read(file);
        _helpers.Add(relative, new FlowFile(relative, text));
        if (extension != ".ps1xml")
        {
            _open.Enqueue((file, FlowText.Parse(text, file)));
        }
    }

    private static IEnumerable<FileReference> ManifestFiles(ScriptBlockAst manifest, string scriptRoot)
    {
        if (manifest.Find(a => a is HashtableAst, searchNestedScriptBlocks: false) is not HashtableAst table)
        {
            yield break;
        }

        string[] keys = ["RootModule", "ModuleToProcess", "NestedModules", "ScriptsToProcess", "TypesToProcess", "FormatsToProcess"];
        foreach ((ExpressionAst key, StatementAst value) in table.KeyValuePairs)
        {
            if (!keys.Contains(ConstantExpression.Text(key, scriptRoot), StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (StringConstantExpressionAst file in value.FindAll(a => a is StringConstantExpressionAst, searchNestedScriptBlocks: false))
            {
                yield return new FileReference(file.Value, file.Extent, scriptRoot, IsModule: true);
            }
        }
    }
}
