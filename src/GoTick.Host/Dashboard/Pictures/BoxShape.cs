namespace GoTick.Host.Dashboard.Pictures;

/// <summary>What a box looks like.</summary>
internal enum BoxShape
{
    /// <summary>A step.</summary>
    Step,

    /// <summary>Where ways part.</summary>
    Question,

    /// <summary>Where a way ends.</summary>
    End,

    /// <summary>Where the flow begins.</summary>
    Start,

    /// <summary>Where the flow is done.</summary>
    Done,
}
