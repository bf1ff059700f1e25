namespace GoTick.Core.Client;

/// <summary>Looks into the open wait of one run; it remembers what has ended.</summary>
public interface IBranchWatch
{
    /// <summary>The wait as it is now, with its branches if there are at most <see cref="FanOutView.Shown"/>; null when it is over.</summary>
    Task<FanOutView?> LookAsync(FanOutView wait, CancellationToken cancel = default);
}
