using System.Management.Automation.Language;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Finds the block of a branch in another text than it was made by: by the constant name in the call that makes it.</summary>
internal sealed class BranchBlocks
{
    private readonly ILookup<string, BlockReference> _blocks;

    /// <param name="version">The text.</param>
    public BranchBlocks(FlowVersion version)
    {
        _blocks = version.Files.Where(f => f.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || f.Path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase))
            .SelectMany(In)
            .ToLookup(b => b.Name, b => b.Block, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The name that a branch's key was made from: <c>download</c> of <c>download#2[7]</c>.</summary>
    public static string NameOf(string key) => key.IndexOfAny(['#', '[']) is var at and >= 0 ? key[..at] : key;

    /// <summary>The block; null when no call has that name. Where several have it, the second use of the name is taken for the second call.</summary>
    public BlockReference? Find(string key)
    {
        string name = NameOf(key);
        int use = key.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 && int.TryParse(key[(at + 1)..].Split('[')[0], out int number) ? number : 1;
        BlockReference[] found = [.. _blocks[name]];
        return found.Length == 0 ? null : found[Math.Min(use, found.Length) - 1];
    }

    private static IEnumerable<(string Name, BlockReference Block)> In(FlowFile file)
    {
        foreach (StepCall call in StepCall.In(Parser.ParseInput(file.Text, out _, out _)))
        {
            if (call is { Kind: StepKind.FanOut, Name: { } name, Block: { } block })
            {
                IScriptExtent extent = block.Extent;
                yield return (name, new BlockReference { File = file.Path, Offset = extent.StartOffset, Length = extent.EndOffset - extent.StartOffset });
            }
        }
    }
}
