namespace GoTick;

/// <summary>
/// Tells the <c>finally</c> and <c>clean</c> bodies of a flow that the script is only suspending, so that they wait for the real end of their
/// block. It is public because the rewritten script texts ask it.
/// </summary>
public static class Suspension
{
    [ThreadStatic]
    private static bool _isUnwinding;

    /// <summary>True on a slot's thread from the moment its flow suspends until the pass is over; false on every other thread.</summary>
    public static bool IsUnwinding
    {
        get => _isUnwinding;
        internal set => _isUnwinding = value;
    }
}
