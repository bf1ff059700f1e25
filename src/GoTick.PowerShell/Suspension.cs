namespace GoTick;

/// <summary>Asked by the guards that are written into <c>finally</c> and <c>clean</c> bodies of flows: they run when the block is really left.</summary>
public static class Suspension
{
    [ThreadStatic]
    private static bool _isUnwinding;

    /// <summary>True while the flow on this thread unwinds because it suspends.</summary>
    public static bool IsUnwinding
    {
        get => _isUnwinding;
        internal set => _isUnwinding = value;
    }
}
