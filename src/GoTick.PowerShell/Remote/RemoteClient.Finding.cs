using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    private const int RunsAtOnce = 100;

    /// <inheritdoc/>
    public IAsyncEnumerable<RunView> ListRunsAsync(RunQuery? query = null, CancellationToken cancel = default) => ListAsync(query ?? new RunQuery(), onlyEnded: false, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<RunView> ListEndedAsync(RunQuery query, CancellationToken cancel = default) => ListAsync(query, onlyEnded: true, cancel);

    private async IAsyncEnumerable<RunView> ListAsync(RunQuery query, bool onlyEnded, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = query.After;
        do
        {
            Page<RunView> page = await _calls.GetAsync<Page<RunView>>(PathOf(query, after, onlyEnded), cancel);
            foreach (RunView run in page.Items)
            {
                yield return run;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private static string PathOf(RunQuery query, string? after, bool onlyEnded)
    {
        RemotePath path = RemotePath.At("runs")
            .With("flow", query.Flow)
            .With("tag", query.Tag)
            .With("parent", query.Parent?.Text)
            .With("since", query.Since)
            .With("until", query.Until)
            .With("errorId", query.ErrorId)
            .With("errorText", query.ErrorText)
            .With("after", after)
            .With("limit", RunsAtOnce)
            .With("ended", onlyEnded ? "true" : null);
        foreach (RunStatus status in query.Statuses)
        {
            path.With("status", status.ToString());
        }

        return path.ToString();
    }
}
