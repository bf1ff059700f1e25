using GoTick.Core.Errors;

namespace GoTick.Core.Limits;

/// <summary>What a limit allows. It may be changed while runs wait: who holds a permit keeps it.</summary>
public sealed record LimitSpec
{
    /// <summary>The most at one time, at least 1; null = any number.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many in which time; null = any number.</summary>
    public LimitRate? Rate { get; init; }

    /// <summary>Checks it.</summary>
    /// <exception cref="TickException"><c>TickLimitInvalid</c>, with the range.</exception>
    public LimitSpec Checked(LimitName name)
    {
        string? fault =
            Concurrency is null && Rate is null ? "it allows everything: give it a concurrency or a rate"
            : Concurrency < 1 ? $"its concurrency is {Concurrency}; the least is 1. To let nothing run, suspend the queue"
            : Rate?.Count is < 1 or > LimitRate.MaxCount ? $"its rate is {Rate.Count}; it can be 1 to {LimitRate.MaxCount}"
            : null;
        return fault is null
            ? this
            : throw new TickException(TickErrorId.LimitInvalid, TickErrorKind.InvalidInput, $"The limit '{name}' cannot be set: {fault}.") { Target = name.Text };
    }
}
