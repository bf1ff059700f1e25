using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    private const int PageSize = 1_000;

    // Below what a server waits at most, and proxies bear.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(StartRequest request, CancellationToken cancel = default)
    {
        if (request.WorkingDirectory is not null)
        {
            throw new TickException(TickErrorId.NotSupported, TickErrorKind.InvalidInput, "A server starts runs in their flows' own folders. Leave the folder out.");
        }

        // An id of our own makes the call repeatable: whoever finds it there has made it.
        bool isOurs = request.Id is null;
        StartBody body = BodyOf(request with { Id = request.Id ?? ItemId.New(_time.GetUtcNow()), IfExists = isOurs ? ExistingRun.Return : request.IfExists });
        StartResult result = await _calls.SendAsync<StartResult>(HttpMethod.Post, "runs", body, isRepeatable: body.IfExists == ExistingRun.Return, cancel);
        return isOurs ? result with { IsNew = true } : result;
    }

    /// <inheritdoc/>
    public Task<RunView> GetRunAsync(ItemId id, CancellationToken cancel = default) => _calls.GetAsync<RunView>(RemotePath.OfRun(id), cancel);

    /// <inheritdoc/>
    public async Task<RunView?> WaitAsync(ItemId id, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        long began = _time.GetTimestamp();
        while (true)
        {
            TimeSpan left = timeout is { } limit ? limit - _time.GetElapsedTime(began) : LongestWait;
            TimeSpan turn = left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left : LongestWait;
            string path = RemotePath.At(RemotePath.OfRun(id, "wait")).With("timeoutSeconds", turn.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)).ToString();
            if (await _calls.TryGetAsync<RunView>(path, turn + RemoteCalls.Patience, cancel) is { } run)
            {
                return run;
            }

            if (left <= LongestWait && timeout is not null)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepView>> ReadStepsAsync(ItemId id, CancellationToken cancel = default)
    {
        while (true)
        {
            try
            {
                List<StepView> steps = [];
                StepPage page = new([], null);
                do
                {
                    page = await ReadStepPageAsync(id, new StepQuery { From = page.Next, Limit = PageSize }, cancel);
                    steps.AddRange(page.Items);
                }
                while (page.Next is not null);
                return steps;
            }
            catch (TickException e) when (e.ErrorId == TickErrorId.CursorInvalid)
            {
                continue; // it went on as new between two pages: from its first step again
            }
        }
    }

    /// <inheritdoc/>
    public async Task<StepPage> ReadStepPageAsync(ItemId id, StepQuery? query = null, CancellationToken cancel = default)
    {
        query ??= new StepQuery();
        string path = RemotePath.At(RemotePath.OfRun(id, "steps")).With("from", query.From).With("limit", query.Limit).ToString();
        Page<StepView> page = await _calls.GetAsync<Page<StepView>>(path, cancel);
        return new StepPage(page.Items, page.Next);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(long Number, StreamRecord Record)>> ReadLogAsync(ItemId id, long after = 0, CancellationToken cancel = default)
    {
        string path = RemotePath.At(RemotePath.OfRun(id, "log")).With("after", after).With("limit", PageSize).ToString();
        Page<LogLine>? page = await IfThereAsync(_calls.GetAsync<Page<LogLine>>(path, cancel));
        return page is null ? [] : [.. page.Items.Select(l => (l.Number, l.Record))];
    }

    /// <summary>A store has no records and no events of a run that is not there; that is no error of theirs.</summary>
    private static async Task<T?> IfThereAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            return null;
        }
    }

    private static StartBody BodyOf(StartRequest request) => new()
    {
        Flow = request.Flow,
        Arguments = request.Arguments,
        Id = request.Id?.Text,
        IfExists = request.IfExists,
        Delay = request.Delay,
        At = request.At,
        Queue = request.Queue,
        Priority = request.Priority,
        ConcurrencyKey = request.ConcurrencyKey,
        Timeout = request.Timeout,
        Tags = request.Tags,
    };
}
