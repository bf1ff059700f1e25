using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using GoTick.Host.Pictures;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>What a picture says of its nodes.</summary>
public sealed class PictureWords(Texts texts)
{
    /// <summary>How a node stands, in a few words; nothing when nothing of it has happened.</summary>
    internal string Of(PictureMark mark, DateTimeOffset now)
    {
        if (mark.Steps is not [.., { } last])
        {
            return mark.State == MarkState.Running ? Text("Picture.Running") : "";
        }

        return mark.State switch
        {
            MarkState.Running => Text("Picture.Running"),
            MarkState.Waiting when last.Due is { } due && due > now => Text("Picture.WaitsFor", Lasting.Text(due - now)),
            MarkState.Waiting => Text("Picture.Waits"),
            MarkState.Retrying when last.Due is { } due && due > now => Text("Picture.Again", last.Attempts, Lasting.Text(due - now)),
            MarkState.Retrying => Text("Picture.AgainNow", last.Attempts),
            MarkState.Failed => Text("Picture.Failed", last.Attempts),
            MarkState.Canceled => Text("Picture.Canceled"),
            _ when last.Attempts > 1 => Text("Picture.DoneAtLast", Lasting.Text(last.Took), last.Attempts),
            _ => Lasting.Text(last.Took),
        };
    }

    /// <summary>How many of a branch's items are done.</summary>
    internal static string Branches(PictureMark mark) => mark.Branches.Count == 0
        ? ""
        : $"{mark.Branches.Count(b => b.Status is "Completed" or "Failed").ToString(CultureInfo.CurrentCulture)}/{mark.Branches.Count.ToString(CultureInfo.CurrentCulture)}";

    /// <summary>What a node is, for those who do not see its sign.</summary>
    internal string KindOf(PictureNode node) => Text("PictureKind." + (node is PictureStep step ? step.Kind : StepKind.FanOut));

    /// <summary>How a node stands, for those who do not see its colour.</summary>
    internal string StateOf(PictureMark mark) => texts.Of(mark.State);

    private string Text(string key, params object[] values) => texts[key, values];
}
