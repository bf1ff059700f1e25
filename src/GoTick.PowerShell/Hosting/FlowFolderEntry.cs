using GoTick.Core.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>What one file of a flows folder is.</summary>
internal abstract record FlowFolderEntry(string Path)
{
    /// <summary>A flow.</summary>
    internal sealed record Flow(string Path, FlowSource Source) : FlowFolderEntry(Path);

    /// <summary>A file that cannot be read as a flow.</summary>
    internal sealed record Broken(string Path, TickException Error) : FlowFolderEntry(Path);
}
