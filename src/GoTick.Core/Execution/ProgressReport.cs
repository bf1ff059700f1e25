using System.Globalization;
using System.Text;

namespace GoTick.Core.Execution;

/// <summary>How far a run or step says it is. It is shown, and nothing is decided by it.</summary>
/// <param name="Percent">0 to 100; −1 = unknown.</param>
/// <param name="Activity">What it does; null when it does not say.</param>
/// <param name="Status">At what it is; null when it does not say.</param>
public sealed record ProgressReport(int Percent, string? Activity, string? Status)
{
    // A header whose values stay within 64 bytes is stored compactly.
    private const int MostBytes = 60;
    private const char Between = '\u001f';

    /// <summary>What it does and at what it is.</summary>
    public string Text => (Activity, Status) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => $"{Activity}: {Status}",
        ({ Length: > 0 }, _) => Activity,
        _ => Status ?? "",
    };

    /// <inheritdoc/>
    public override string ToString() => Percent < 0 ? Text : Text.Length == 0 ? $"{Percent} %" : $"{Percent} %  {Text}";

    /// <summary>For the header: the texts are cut, the longer one more.</summary>
    internal string ToHeader()
    {
        string number = Percent.ToString(CultureInfo.InvariantCulture);
        int room = MostBytes - number.Length - 2;
        string activity = Cut(Activity, Math.Max(room / 2, room - Encoding.UTF8.GetByteCount(Status ?? "")));
        return $"{number}{Between}{activity}{Between}{Cut(Status, room - Encoding.UTF8.GetByteCount(activity))}";
    }

    /// <summary>What <see cref="ToHeader"/> made; null for null and for what a newer GoTick wrote.</summary>
    internal static ProgressReport? FromHeader(string? text) =>
        text?.Split(Between) is [var number, var activity, var status] && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int percent)
            ? new ProgressReport(percent, activity.Length == 0 ? null : activity, status.Length == 0 ? null : status)
            : null;

    private static string Cut(string? text, int bytes)
    {
        var kept = new StringBuilder();
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            kept.Append(rune.Value < ' ' ? " " : rune.ToString());
        }

        return kept.ToString();
    }
}
