using GoTick.Core.Flows;
using GoTick.Host.Pictures;

namespace GoTick.Host.Tests.Pictures;

/// <summary>A picture as one line.</summary>
internal static class PictureText
{
    public static FlowPicture Read(string script) => FlowPicture.Of(FlowVersion.Of(new FlowFile("flow.ps1", script), []));

    public static string Of(PictureSequence sequence) => string.Join("; ", sequence.Parts.Select(Of));

    private static string Of(PictureNode node) => node switch
    {
        PictureStep step => $"{step.Kind} {step.Label}",
        PictureEnd end => $"<{end.Label}>",
        PictureChoice choice => $"[{choice.Label} ? {Lanes(choice.Lanes)}]",
        PictureLoop loop => $"({loop.Label}: {Of(loop.Body)})",
        PictureGroup group => $"{group.Label}{{{Of(group.Body)}}}",
        PictureGuard guard => $"try{{{Of(guard.Body)}}} {Lanes(guard.Catches)}" + (guard.Finally.IsEmpty ? "" : $" finally{{{Of(guard.Finally)}}}"),
        PictureParallel parallel => $"{parallel.Label}<{string.Join(" | ", parallel.Branches.Select(Of))}>",
        PictureBranch branch => $"{branch.Label}{(branch.IsPerItem ? "*" : "")}{{{Of(branch.Body)}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string Lanes(IEnumerable<PictureLane> lanes) => string.Join(" | ", lanes.Select(l => $"{l.Label}: {Of(l.Body)}"));
}
