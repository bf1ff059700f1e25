namespace GoTick.Core.Tests.Workers;

/// <summary>What happens to one call of a store.</summary>
internal enum Fault
{
    None,

    /// <summary>The call never got there.</summary>
    Lost,

    /// <summary>The call was applied, its answer was lost.</summary>
    AnswerLost,
}
