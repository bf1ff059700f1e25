namespace GoTick.Core.Limits;

/// <summary>The time that a rate is counted over.</summary>
public enum LimitUnit
{
    /// <summary>So many a second.</summary>
    Second,

    /// <summary>So many a minute.</summary>
    Minute,

    /// <summary>So many an hour.</summary>
    Hour,
}
