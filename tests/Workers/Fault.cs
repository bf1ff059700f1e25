namespace GoTick.Tests.Workers;

/// <summary>What happens to one call of a store.</summary>
internal enum Fault
{
    None,

    /// <summary>The call never got there.</summary>
    Lost,

    /// <summary>The call was applied, its answer was lost.</summary>
    AnswerLost,

    /// <summary>The call arrived twice; the answer is that of the second arrival.</summary>
    Twice,

    /// <summary>The worker stands still before the call, as under SIGSTOP, until <see cref="FaultyStore.Continue"/>; then the call is applied.</summary>
    Stopped,

    /// <summary>The worker is dead: the call never got there, and nothing more of it will.</summary>
    Killed,

    /// <summary>The worker is dead, but its call was applied.</summary>
    KilledAfter,
}
