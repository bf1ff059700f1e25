using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>
/// How many runs of a query stand in each status. A store keeps no such counts, so they are counted up to a bound, and for a bounded time: where live runs are very
/// many, those of one status are found only by going through all of them.
/// </summary>
internal sealed class StatusCounts(ITickClient client)
{
    /// <summary>The most that are counted of a status.</summary>
    public const int Most = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    /// <summary>Counts one status.</summary>
    /// <param name="query">The query, without statuses and place.</param>
    /// <param name="status">The status.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<StatusCount> CountAsync(RunQuery query, RunStatus status, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(Patience);
        int count = 0;
        try
        {
            await foreach (RunView _ in client.ListRunsAsync(query with { Statuses = [status], After = null }, time.Token))
            {
                if (++count > Most)
                {
                    return new StatusCount(Most, IsAtLeast: true);
                }
            }

            return new StatusCount(count, IsAtLeast: false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new StatusCount(count, IsAtLeast: true);
        }
    }
}
