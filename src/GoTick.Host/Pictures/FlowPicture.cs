using System.Management.Automation.Language;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Pictures;

/// <summary>What a flow's text says of the course of its runs: its steps, and the choices, loops and branches between them. Nothing is executed for it.</summary>
/// <param name="Body">The flow.</param>
/// <param name="Count">How many nodes there are; their ids are below it.</param>
public sealed record FlowPicture(PictureSequence Body, int Count)
{
    /// <summary>The picture of a version: of its own file, with the functions of the files that belong to it.</summary>
    public static FlowPicture Of(FlowVersion version)
    {
        ScriptBlockAst[] helpers =
        [
            .. version.Files.Skip(1).Where(f => f.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || f.Path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase))
                .Select(f => FlowText.Parse(f.Text, f.Path)),
        ];
        return new PictureReader(FlowText.Parse(version.Main.Text, version.Main.Path), helpers).Read();
    }

    /// <summary>All nodes, those within others included.</summary>
    public IEnumerable<PictureNode> All => Body.Parts.SelectMany(Within);

    private static IEnumerable<PictureNode> Within(PictureNode node) => InnerOf(node).SelectMany(s => s.Parts).SelectMany(Within).Concat(BranchesOf(node)).Prepend(node);

    private static IEnumerable<PictureNode> BranchesOf(PictureNode node) =>
        node is PictureParallel parallel ? parallel.Branches.SelectMany(Within) : [];

    /// <summary>The sequences that stand within a node itself; branches are nodes of their own.</summary>
    public static IEnumerable<PictureSequence> InnerOf(PictureNode node) => node switch
    {
        PictureChoice choice => choice.Lanes.Select(l => l.Body),
        PictureLoop loop => [loop.Body],
        PictureGroup group => [group.Body],
        PictureGuard guard => [guard.Body, .. guard.Catches.Select(c => c.Body), guard.Finally],
        PictureBranch branch => [branch.Body],
        _ => [],
    };
}
