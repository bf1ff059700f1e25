using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using GoTick.Host.Dashboard.Shell;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>One run, as it goes on.</summary>
public sealed partial class RunPage
{
    private static readonly string[] Tabs = ["picture", "steps", "timeline", "script", "journal", "log", "values"];
    private RunFeed? _feed;
    private StepRow? _selected;

    /// <summary>The run's id; slashes belong to it.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The part that is shown.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private StoreHealth Health { get; set; } = default!;

    private string Current => Tab is { } tab && Tabs.Contains(tab) ? tab : Tabs[0];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_feed is { } feed)
        {
            feed.Changed -= StateHasChanged;
            await feed.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_feed?.Id.Text == Id)
        {
            return;
        }

        await DisposeAsync();
        _selected = null;
        _feed = new RunFeed(Client, Health, ItemId.FromStored(Id));
        _feed.Changed += StateHasChanged;
        _feed.Start();
    }

    private string TabLink(string tab) => $"{Links.Run(ItemId.FromStored(Id))}?tab={tab}";

    private void Select(StepRow? row) => _selected = row;
}
