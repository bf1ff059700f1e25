namespace GoTick.Core.Stores;

/// <summary>A gate as it stands.</summary>
public sealed record GateState
{
    /// <summary>The gate's id.</summary>
    public required string Gate { get; init; }

    /// <summary>False while its inputs are still being filled.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>All branches.</summary>
    public required int Total { get; init; }

    /// <summary>The next branch to start.</summary>
    public required int Next { get; init; }

    /// <summary>Branches that have ended.</summary>
    public required int Done { get; init; }

    /// <summary>Branches that have ended well.</summary>
    public required int Succeeded { get; init; }

    /// <summary>Branches that live now.</summary>
    public required int Live { get; init; }

    /// <summary>True when no further branch will start.</summary>
    public required bool IsStopped { get; init; }

    /// <summary>What all branches share.</summary>
    public required byte[] Shared { get; init; }
}
