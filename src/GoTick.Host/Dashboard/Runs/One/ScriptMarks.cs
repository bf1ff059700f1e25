using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Flows;
using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>Where a run stands in its script, and where it failed.</summary>
internal static class ScriptMarks
{
    /// <summary>The lines to mark.</summary>
    /// <param name="version">The texts.</param>
    /// <param name="picture">What the text says of its steps.</param>
    /// <param name="run">The run.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="here">The words at a line where it stands.</param>
    public static IReadOnlyList<LineMark> Of(FlowVersion version, FlowPicture picture, RunView run, IReadOnlyList<StepView> steps, string here)
    {
        List<LineMark> marks = [];
        if (run.Error is { Line: > 0 } error && FileOf(version, error) is { } file)
        {
            marks.Add(new LineMark(file, error.Line, error.ErrorId, IsBad: true));
        }

        if (run.Status.IsTerminal())
        {
            return marks;
        }

        PictureMarks stands = PictureMarks.Of(picture, run, steps);
        foreach (PictureNode node in picture.All.Where(n => stands[n].State is MarkState.Running or MarkState.Waiting or MarkState.Retrying))
        {
            marks.Add(new LineMark(version.Main.Path, node.Line, here, IsBad: false));
        }

        return marks;
    }

    private static string? FileOf(FlowVersion version, FailureDetails error)
    {
        string script = (error.Script ?? "").Replace('\\', '/');
        return version.Files.FirstOrDefault(f => f.Path.Equals(script, StringComparison.OrdinalIgnoreCase))?.Path
            ?? version.Files.FirstOrDefault(f => script.EndsWith("/" + f.Path, StringComparison.OrdinalIgnoreCase) || f.Path.EndsWith("/" + script, StringComparison.OrdinalIgnoreCase))?.Path;
    }
}
