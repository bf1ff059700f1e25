namespace GoTick.Host.Dashboard.Flows;

/// <summary>A line of a difference.</summary>
/// <param name="Tone"><c>added</c>, <c>removed</c>, <c>gap</c>, or empty for one that both have.</param>
/// <param name="Number">Its number in the newer text, of a removed one in the older; null for a gap.</param>
/// <param name="Text">The line.</param>
/// <param name="Skipped">How many lines that both have are left out here.</param>
public sealed record DifferenceLine(string Tone, int? Number, string Text, int Skipped = 0)
{
    /// <summary>What tells it without colours.</summary>
    public string Sign => Tone switch
    {
        "added" => "+",
        "removed" => "−",
        _ => "",
    };
}
