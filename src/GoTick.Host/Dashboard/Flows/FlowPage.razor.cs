using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>One flow: its start form, its texts, its settings.</summary>
public sealed partial class FlowPage
{
    private static readonly string[] Tabs = ["start", "picture", "script", "versions", "settings"];
    private FlowDefinition? _flow;

    /// <summary>The flow's name; slashes belong to it.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>The part that is shown.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The version whose script is shown; null = the current one.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    public string? Version { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(5);

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private Acts Acts { get; set; } = default!;

    private string Current => Tab is { } tab && Tabs.Contains(tab) ? tab : Tabs[0];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        FlowDefinition flow = await Client.GetFlowAsync(Name, cancel);
        cancel.ThrowIfCancellationRequested();
        // The same version is the same form: what is being written in it stays.
        if (_flow is null || _flow.Name != flow.Name || _flow.Version != flow.Version || _flow.History.Count != flow.History.Count)
        {
            _flow = flow;
        }
    }

    private string TabLink(string tab) => $"{Links.Flow(Name)}?tab={tab}";

    private async Task UnregisterAsync()
    {
        var question = new Question { Text = T["Flow.AskUnregister", Name], Confirm = T["Flow.Unregister"], IsDanger = true };
        if (await Dialogs.AskAsync(T["Flow.Unregister"], question) is not null && await Acts.TryAsync(() => Client.UnregisterAsync(Name), T["Flow.Unregistered"]))
        {
            Navigation.NavigateTo("flows");
        }
    }
}
