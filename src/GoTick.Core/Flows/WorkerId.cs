namespace GoTick.Core.Flows;

/// <summary>The name of one worker, made anew at each of its starts, so that a restarted worker is never taken for its predecessor.</summary>
public readonly record struct WorkerId(string Text)
{
    /// <summary>A new name: machine, process and a random part.</summary>
    public static WorkerId New() =>
        new($"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
