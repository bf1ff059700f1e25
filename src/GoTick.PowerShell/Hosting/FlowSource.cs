using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>A flow as it stands in its files now. Everything is read from the syntax tree; nothing is executed.</summary>
internal sealed class FlowSource
{
    private FlowSource(string path, FlowVersion version, FlowDefinition definition, bool hasParameterBlock)
    {
        Path = path;
        Version = version;
        Definition = definition;
        HasParameterBlock = hasParameterBlock;
    }

    /// <summary>The full path of the flow's file.</summary>
    public string Path { get; }

    /// <summary>Its texts.</summary>
    public FlowVersion Version { get; }

    /// <summary>Its name, settings and parameters.</summary>
    public FlowDefinition Definition { get; }

    private bool HasParameterBlock { get; }

    /// <summary>Reads one flow.</summary>
    /// <param name="path">The script.</param>
    /// <param name="root">The flows folder that its name starts below; null = the name is the bare file name.</param>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickFlowSyntaxError</c>.</exception>
    public static FlowSource Read(string path, string? root)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no script '{full}'.") { Target = path };
        }

        string text = FlowText.Read(full);
        ScriptBlockAst ast = FlowText.Parse(text, full);
        (string? name, FlowSettings settings) = SettingsReader.Read(ast);
        IReadOnlyList<FlowParameter> parameters = ParameterReader.Read(ast);
        SettingsReader.CheckKey(ast, settings, parameters);
        var version = FlowVersion.Of(new FlowFile(System.IO.Path.GetFileName(full), text), FlowClosure.Of(full, ast));
        var definition = new FlowDefinition
        {
            Name = name ?? SettingsReader.CheckName(NameOf(full, root), ast.Extent),
            Version = version.Hash,
            Settings = settings,
            Parameters = parameters,
        };
        return new FlowSource(full, version, definition, ast.ParamBlock is not null);
    }

    /// <summary>A flow whose texts came from elsewhere.</summary>
    /// <param name="name">Its name, which its text may repeat and not contradict.</param>
    /// <param name="files">Its own file first, then those that it dot-sources or uses as modules.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickFlowSyntaxError</c>, <c>TickConcurrencyKeyInvalid</c>.</exception>
    public static FlowSource Of(string name, IReadOnlyList<FlowFile> files)
    {
        if (files.Count == 0 || files.Any(f => !MaterialisedFiles.IsBelow(f.Path)))
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "A flow has at least its own file, and no file whose path leads out of its folder.")
            { Target = name };
        }

        FlowFile main = files[0];
        ScriptBlockAst ast = FlowText.Parse(main.Text, main.Path);
        (string? declared, FlowSettings settings) = SettingsReader.Read(ast);
        if (declared is not null && !declared.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"The text says that it is '{declared}', and is to be published as '{name}'.")
            { Target = name };
        }

        IReadOnlyList<FlowParameter> parameters = ParameterReader.Read(ast);
        SettingsReader.CheckKey(ast, settings, parameters);
        var version = FlowVersion.Of(main, files.Skip(1));
        var definition = new FlowDefinition
        {
            Name = declared ?? SettingsReader.CheckName(name, ast.Extent),
            Version = version.Hash,
            Settings = settings,
            Parameters = parameters,
        };
        return new FlowSource(main.Path, version, definition, ast.ParamBlock is not null);
    }

    /// <summary>
    /// Reads every flow of a folder, by path. A <c>.ps1</c> is a flow unless it has no <c>param()</c> block and another file of the folder dot-sources it;
    /// folders whose name begins with <c>.</c> or <c>_</c> are skipped.
    /// </summary>
    /// <exception cref="TickException"><c>TickFlowFolderNotFound</c>.</exception>
    public static IReadOnlyList<FlowFolderEntry> ReadFolder(string root)
    {
        string full = System.IO.Path.GetFullPath(root);
        if (!Directory.Exists(full))
        {
            throw new TickException(TickErrorId.FlowFolderNotFound, TickErrorKind.NotFound, $"There is no folder '{full}'.") { Target = root };
        }

        FlowFolderEntry[] entries = [.. Scripts(full).Select(path => ReadEntry(path, full))];
        HashSet<string> helpers = [.. entries.OfType<FlowFolderEntry.Flow>().SelectMany(HelpersOf)];
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. entries
                .Where(e => e is not FlowFolderEntry.Flow { Source.HasParameterBlock: false } || !helpers.Contains(e.Path))
                .Select(e => e is FlowFolderEntry.Flow flow ? WithUniqueName(flow, names) : e),
        ];
    }

    private static IEnumerable<string> Scripts(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.ps1").Where(f => f.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal),
        .. Directory.EnumerateDirectories(folder)
            .Where(d => System.IO.Path.GetFileName(d) is not ['.' or '_', ..])
            .Order(StringComparer.Ordinal)
            .SelectMany(Scripts),
    ];

    private static FlowFolderEntry ReadEntry(string path, string root)
    {
        try
        {
            return new FlowFolderEntry.Flow(path, Read(path, root));
        }
        catch (TickException e)
        {
            return new FlowFolderEntry.Broken(path, e);
        }
    }

    private static IEnumerable<string> HelpersOf(FlowFolderEntry.Flow flow)
    {
        string folder = System.IO.Path.GetDirectoryName(flow.Path)!;
        return flow.Source.Version.Files.Skip(1).Select(f => System.IO.Path.GetFullPath(f.Path, folder));
    }

    private static FlowFolderEntry WithUniqueName(FlowFolderEntry.Flow flow, Dictionary<string, string> names)
    {
        string name = flow.Source.Definition.Name;
        return names.TryAdd(name, flow.Path)
            ? flow
            : new FlowFolderEntry.Broken(
                flow.Path,
                new TickException(
                    TickErrorId.FlowSyntaxError,
                    TickErrorKind.InvalidInput,
                    $"'{flow.Path}' is named '{name}', and so is '{names[name]}'. Give one of them another [TickFlow(Name = …)].")
                { Target = flow.Path });
    }

    private static string NameOf(string path, string? root)
    {
        string relative = root is null ? System.IO.Path.GetFileName(path) : System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath(root), path);
        bool isBelow = !relative.StartsWith("..", StringComparison.Ordinal) && !System.IO.Path.IsPathRooted(relative);
        string name = isBelow ? relative : System.IO.Path.GetFileName(path);
        return System.IO.Path.ChangeExtension(name, null).Replace('\\', '/');
    }
}
