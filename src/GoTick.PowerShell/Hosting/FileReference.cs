using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>A place of a script that names another file by a constant path.</summary>
/// <param name="Path">The path as it evaluates, <c>$PSScriptRoot</c> replaced.</param>
/// <param name="Where">The place.</param>
/// <param name="Base">The folder that a relative path starts from.</param>
/// <param name="IsModule">True for modules, which may be a folder or lack the extension.</param>
internal sealed record FileReference(string Path, IScriptExtent Where, string Base, bool IsModule)
{
    private static readonly string[] ValueParameters =
        ["Function", "Cmdlet", "Variable", "Alias", "Prefix", "Scope", "ArgumentList", "MinimumVersion", "MaximumVersion", "RequiredVersion"];

    /// <summary>Every such place in a script.</summary>
    /// <param name="ast">The script.</param>
    /// <param name="scriptRoot">The folder of the script's file.</param>
    /// <param name="location">The folder that the flow starts in: dot-sourced relative paths start there, not at the file.</param>
    public static IEnumerable<FileReference> In(ScriptBlockAst ast, string scriptRoot, string location)
    {
        foreach (Ast node in ast.FindAll(a => a is UsingStatementAst or CommandAst, searchNestedScriptBlocks: true))
        {
            FileReference? reference = node switch
            {
                UsingStatementAst { UsingStatementKind: UsingStatementKind.Module } use when ModuleName(use, scriptRoot) is { } name =>
                    new FileReference(name, use.Extent, scriptRoot, IsModule: true),
                CommandAst { InvocationOperator: TokenKind.Dot, CommandElements: [var file, ..] } when ConstantExpression.Text(file, scriptRoot) is { } path =>
                    new FileReference(path, node.Extent, location, IsModule: false),
                CommandAst command when IsImportModule(command) && ImportedName(command, scriptRoot) is { } name =>
                    new FileReference(name, node.Extent, location, IsModule: true),
                _ => null,
            };
            if (reference is not null && (!reference.IsModule || reference.Path.AsSpan().IndexOfAny('/', '\\') >= 0))
            {
                yield return reference;
            }
        }
    }

    /// <summary>True for <c>Import-Module</c> under any of its names.</summary>
    public static bool IsImportModule(CommandAst command) =>
        command.GetCommandName() is { } name
        && name[(name.LastIndexOf('\\') + 1)..] is var bare
        && (bare.Equals("Import-Module", StringComparison.OrdinalIgnoreCase) || bare.Equals("ipmo", StringComparison.OrdinalIgnoreCase));

    /// <summary>The full path of an existing file; null when there is none.</summary>
    public string? Resolve()
    {
        string full = System.IO.Path.GetFullPath(Path.Replace('\\', '/'), Base);
        if (File.Exists(full))
        {
            return full;
        }

        string name = System.IO.Path.GetFileName(full);
        return !IsModule ? null : new[] { $"{full}.psd1", $"{full}.psm1", $"{full}/{name}.psd1", $"{full}/{name}.psm1" }.FirstOrDefault(File.Exists);
    }

    /// <summary>True when the path starts at the script or the flow, so that the file must travel with it.</summary>
    public bool IsRelative(string scriptRoot) =>
        !System.IO.Path.IsPathRooted(Path) || Path.StartsWith(scriptRoot, StringComparison.Ordinal);

    private static string? ModuleName(UsingStatementAst use, string scriptRoot)
    {
        Ast? specified = use.ModuleSpecification?.KeyValuePairs
            .FirstOrDefault(pair => "ModuleName".Equals(ConstantExpression.Text(pair.Item1, scriptRoot), StringComparison.OrdinalIgnoreCase))?.Item2;
        return ConstantExpression.Text(specified ?? use.Name, scriptRoot);
    }

    private static string? ImportedName(CommandAst command, string scriptRoot)
    {
        for (int i = 1; i < command.CommandElements.Count; i++)
        {
            switch (command.CommandElements[i])
            {
                case CommandParameterAst { ParameterName: var name } parameter when "Name".StartsWith(name, StringComparison.OrdinalIgnoreCase):
                    return ConstantExpression.Text(parameter.Argument ?? command.CommandElements.ElementAtOrDefault(i + 1), scriptRoot);
                case CommandParameterAst { ParameterName: var name, Argument: null } when TakesValue(name):
                    i++;
                    break;
                case CommandParameterAst:
                    break;
                case var positional:
                    return ConstantExpression.Text(positional, scriptRoot);
            }
        }

        return null;
    }

    private static bool TakesValue(string parameter) =>
        ValueParameters.Any(known => known.StartsWith(parameter, StringComparison.OrdinalIgnoreCase));
}
