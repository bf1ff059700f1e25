namespace GoTick.Host.Dashboard.Flows;

/// <summary>A line of one of two texts.</summary>
/// <param name="Number">Its number there, from 1.</param>
/// <param name="Words">Its pieces; those that changed are marked when the rest of the line is the same.</param>
public sealed record DifferenceSide(int Number, IReadOnlyList<DifferenceWord> Words)
{
    /// <summary>The line.</summary>
    public string Text => string.Concat(Words.Select(w => w.Text));
}
