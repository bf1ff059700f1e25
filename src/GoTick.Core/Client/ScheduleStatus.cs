namespace GoTick.Core.Client;

/// <summary>How a schedule stands.</summary>
public enum ScheduleStatus
{
    /// <summary>It has times to come, or runs to make up for.</summary>
    Active = 0,

    /// <summary>A person has paused it.</summary>
    Paused = 1,

    /// <summary>It has no time to come any more.</summary>
    Ended = 2,
}
