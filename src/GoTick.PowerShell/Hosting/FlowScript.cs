using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>A flow version made ready to run: its texts lie in a folder of their own, its script is compiled once for all slots.</summary>
internal sealed class FlowScript
{
    private FlowScript(string folder, ScriptBlockAst ast, ScriptBlock block)
    {
        Folder = folder;
        Ast = ast;
        Block = block;
        Blocks = new FlowBlocks(folder, ast);
    }

    /// <summary>Where its files lie; <c>$PSScriptRoot</c>.</summary>
    public string Folder { get; }

    public ScriptBlockAst Ast { get; }

    /// <summary>The script, bound to no session: each run binds it to a module of its own.</summary>
    public ScriptBlock Block { get; }

    /// <summary>The blocks that run by themselves.</summary>
    public FlowBlocks Blocks { get; }

    /// <summary>Lays the texts down below <paramref name="cacheRoot"/> and compiles the main one.</summary>
    public static FlowScript Load(FlowVersion version, string cacheRoot)
    {
        string folder = Path.Combine(cacheRoot, version.Hash);
        var guarded = version.Files.ToDictionary(f => f.Path, f => FlowText.Guarded(FlowSource.Parse(f.Text, Path.Combine(folder, f.Path))));
        LayDown(folder, guarded);
        string main = Path.Combine(folder, version.Main.Path);
        ScriptBlockAst ast = FlowSource.Parse(guarded[version.Main.Path], main);
        return new FlowScript(folder, ast, ast.GetScriptBlock());
    }

    // Written aside and moved, so that other processes see all of it or nothing. What lies there is compared: a cache is no place to trust.
    private static void LayDown(string folder, Dictionary<string, string> files)
    {
        if (files.All(f => IsSame(Path.Combine(folder, f.Key), f.Value)))
        {
            return;
        }

        string aside = folder + "." + Guid.NewGuid().ToString("N")[..8];
        foreach ((string path, string text) in files)
        {
            string full = Path.Combine(aside, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (files.All(f => IsSame(Path.Combine(folder, f.Key), f.Value)))
        {
            Directory.Delete(aside, recursive: true); // another process was first, with the same texts
        }
    }

    private static bool IsSame(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;
}
