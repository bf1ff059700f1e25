namespace GoTick.Core.Flows;

/// <summary>How an approval ended.</summary>
public enum ApprovalOutcome
{
    /// <summary>As many as were needed approved.</summary>
    Approved,

    /// <summary>Somebody denied: one is enough.</summary>
    Denied,

    /// <summary>The time was over before.</summary>
    Expired,
}
