using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Pictures;
using Microsoft.Extensions.Localization;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>What a picture says of its nodes.</summary>
public sealed class PictureWords(IStringLocalizer<Texts> texts)
{
    /// <summary>A sign for a kind of step.</summary>
    internal static string Icon(PictureNode node) => node is not PictureStep step ? "⇉" : step.Kind switch
    {
        StepKind.Task => "▶",
        StepKind.Memo => "✎",
        StepKind.Array => "☰",
        StepKind.Sleep => "⏲",
        StepKind.Signal => "✉",
        StepKind.Approval => "✋",
        StepKind.Child => "❖",
        StepKind.Start or StepKind.Send => "↗",
        StepKind.State => "≔",
        StepKind.Compensation => "↶",
        StepKind.Reboot => "⏻",
        _ => "•",
    };

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
            MarkState.Waiting when last.Due is { } due && due > now => Text("Picture.WaitsFor", Duration(due - now)),
            MarkState.Waiting => Text("Picture.Waits"),
            MarkState.Retrying when last.Due is { } due && due > now => Text("Picture.RetriesIn", last.Attempts, Duration(due - now)),
            MarkState.Retrying => Text("Picture.Retries", last.Attempts),
            MarkState.Failed => Text("Picture.Failed", last.Attempts),
            MarkState.Canceled => Text("Picture.Canceled"),
            _ when last.Attempts > 1 => Text("Picture.DoneAtLast", Duration(last.Took), last.Attempts),
            _ => Duration(last.Took),
        };
    }

    /// <summary>How many of a branch's items are done.</summary>
    internal string Branches(PictureMark mark) => mark.Branches.Count == 0
        ? ""
        : $"{mark.Branches.Count(b => b.Status is "Completed" or "Failed").ToString(CultureInfo.CurrentCulture)}/{mark.Branches.Count.ToString(CultureInfo.CurrentCulture)}";

    /// <summary>A node for those who do not see it.</summary>
    internal string Spoken(PictureNode node, string label, PictureMark mark) =>
        $"{(node is PictureStep step ? Text("Kind." + step.Kind) : Text("Kind.FanOut"))} {label}: {Text("Mark." + mark.State)}";

    /// <summary>A time in two parts at most: 3.2 s, 4 min 10 s, 2 h 5 min, 3 d 4 h.</summary>
    internal static string Duration(TimeSpan time) => time switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalSeconds: < 1 } => $"{Math.Round(time.TotalMilliseconds).ToString(CultureInfo.CurrentCulture)} ms",
        { TotalSeconds: < 60 } => $"{time.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture)} s",
        { TotalMinutes: < 60 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalHours: < 24 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };

    private string Text(string key, params object[] values) => texts[key, values];
}
