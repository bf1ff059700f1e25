using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>The live list of runs: one page of it at a time, however many there are.</summary>
public sealed partial class RunsPage
{
    // What an index gives in its first read.
    private const int PageSize = 50;
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(15);

    private readonly Dictionary<RunStatus, StatusCount> _counts = [];
    private readonly HashSet<ItemId> _picked = [];
    private List<RunView> _runs = [];
    private RunQuery? _counted;
    private long _countedAt;
    private string? _wanted;

    /// <summary>Only of this flow.</summary>
    [SupplyParameterFromQuery(Name = "flow")]
    public string? Flow { get; set; }

    /// <summary>Statuses, with commas between.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>Only with this tag.</summary>
    [SupplyParameterFromQuery(Name = "tag")]
    public string? Tag { get; set; }

    /// <summary>Created then or later.</summary>
    [SupplyParameterFromQuery(Name = "since")]
    public string? Since { get; set; }

    /// <summary>Created before.</summary>
    [SupplyParameterFromQuery(Name = "until")]
    public string? Until { get; set; }

    /// <summary>Only with this error.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    public string? ErrorId { get; set; }

    /// <summary>Only with this text in the error.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? ErrorText { get; set; }

    /// <summary>Only children of this run.</summary>
    [SupplyParameterFromQuery(Name = "parent")]
    public string? Parent { get; set; }

    /// <summary>The place to go on behind.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    private RunFilters Filters { get; set; } = new();

    // A full page may be the last one; the next is empty then, and says so.
    private bool HasMore => _runs.Count == PageSize;

    private string NextPage => (Filters with { After = _runs[^1].Cursor }).ToAddress();

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        RunFilters filters = RunFilters.Of(Flow, Status, Tag, Since, Until, ErrorId, ErrorText, Parent, After);
        if (filters.ToAddress() != Filters.ToAddress())
        {
            _picked.Clear(); // what is not in sight any more is not acted on
        }

        Filters = filters;
        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        RunQuery query = Filters.ToQuery(Clock);
        List<RunView> runs = [];
        await foreach (RunView run in Client.ListRunsAsync(query, cancel))
        {
            runs.Add(run);
            if (runs.Count == PageSize)
            {
                break;
            }
        }

        cancel.ThrowIfCancellationRequested();
        _runs = runs;
        StateHasChanged();
        await CountAsync(query with { Statuses = [], After = null }, cancel);
    }

    private async Task CountAsync(RunQuery query, CancellationToken cancel)
    {
        // Errors are looked for in journals: too dear for counts that nobody asked for.
        if (query.ErrorText is not null)
        {
            _counts.Clear();
            return;
        }

        bool isSame = _counted is { } before && before == query with { Statuses = before.Statuses };
        if (isSame && Environment.TickCount64 - _countedAt < CountEvery.TotalMilliseconds)
        {
            return;
        }

        if (!isSame)
        {
            _counts.Clear();
        }

        var counts = new StatusCounts(Client);
        foreach (RunStatus status in Enum.GetValues<RunStatus>())
        {
            _counts[status] = await counts.CountAsync(query, status, cancel);
            StateHasChanged();
        }

        (_counted, _countedAt) = (query, Environment.TickCount64);
    }

    private void Go(RunFilters filters) => Navigation.NavigateTo(filters.ToAddress());

    private void Toggle(RunStatus status) => Go(Filters.Toggled(status));

    private void OpenAsync()
    {
        if (!string.IsNullOrWhiteSpace(_wanted))
        {
            Navigation.NavigateTo(Links.Run(ItemId.FromStored(_wanted.Trim())));
        }
    }

    private void Pick(ItemId id)
    {
        if (!_picked.Remove(id))
        {
            _picked.Add(id);
        }
    }

    private void PickAll(bool isPicked)
    {
        _picked.Clear();
        if (isPicked)
        {
            _picked.UnionWith(_runs.Select(r => r.Id));
        }
    }

    private async Task AfterBulkAsync()
    {
        _picked.Clear();
        _countedAt = 0;
        await ReloadAsync();
    }
}
