namespace GoTick.Core.Security;

/// <summary>What a key is for. What each one covers besides itself is said in <see cref="KeyScopes"/> alone.</summary>
[Flags]
public enum KeyScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To look: runs, flows, schedules, approvals, queues, workers, limits.</summary>
    Read = 1,

    /// <summary>To start runs.</summary>
    Start = 2,

    /// <summary>To steer what runs: signal, vote, cancel, suspend, resume, restart, remove; pause and run schedules; pause queues.</summary>
    Operate = 4,

    /// <summary>To say what runs: flows, schedules, limits, imports; and keys and the audit log.</summary>
    Admin = 8,
}
