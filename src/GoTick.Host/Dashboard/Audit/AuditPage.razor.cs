using GoTick.Core.Flows;
using GoTick.Core.Security;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Audit;

/// <summary>Who changed what, the newest first. What is looked for stands in its address.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 50;
    private Core.Security.AuditPage _page = new([], null);
    private string? _by;
    private string? _action;
    private string? _target;
    private string? _since;
    private string? _until;

    /// <summary>Only by those with this in their name.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? By { get; set; }

    /// <summary>Only this action.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    /// <summary>Only with this in what it was done to.</summary>
    [SupplyParameterFromQuery(Name = "target")]
    public string? Target { get; set; }

    /// <summary>Only from then on.</summary>
    [SupplyParameterFromQuery(Name = "since")]
    public string? Since { get; set; }

    /// <summary>Only before.</summary>
    [SupplyParameterFromQuery(Name = "until")]
    public string? Until { get; set; }

    /// <summary>The place to go on behind.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(5);

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    private bool HasFilter => new[] { By, Action, Target, Since, Until }.Any(f => !string.IsNullOrEmpty(f));

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        (_by, _action, _target, _since, _until) = (By, Action, Target, Since, Until);
        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        Core.Security.AuditPage page = await Client.ReadAuditAsync(
            new AuditQuery
            {
                By = Given(By),
                Action = Given(Action),
                Target = Given(Target),
                Since = Clock.Parse(Since),
                Until = Clock.Parse(Until),
                After = Given(After),
                Limit = PageSize,
            },
            cancel);
        cancel.ThrowIfCancellationRequested();
        _page = page;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string ToneOf(AuditEntry entry) => entry.Outcome switch
    {
        AuditEntry.Done => "completed",
        AuditEntry.Asked => "paused",
        _ => "failed",
    };

    // Runs, flows and schedules have pages of their own; what the others are is told by the action.
    private static string? LinkTo(AuditEntry entry) => entry switch
    {
        { Target: null } => null,
        { Action: "start-run" or "register-flow" } => Links.Flow(entry.Target),
        { Action: "vote" } => Links.Run(ItemId.FromStored(entry.Target)),
        _ when entry.Action.EndsWith("-run", StringComparison.Ordinal) => Links.Run(ItemId.FromStored(entry.Target)),
        _ => null,
    };

    private string WordOf(AuditEntry entry) => entry.Outcome switch
    {
        AuditEntry.Done => T["Audit.Done"],
        AuditEntry.Asked => T["Audit.Asked"],
        _ => entry.Outcome,
    };

    private void Go() => Navigation.NavigateTo(Address(_by, _action, _target, _since, _until, null));

    private string AddressOf(string? after) => Address(By, Action, Target, Since, Until, after);

    private static string Address(string? by, string? action, string? target, string? since, string? until, string? after)
    {
        (string Name, string? Value)[] given = [("by", by), ("action", action), ("target", target), ("since", since), ("until", until), ("after", after)];
        string query = string.Join('&', given.Where(g => Given(g.Value) is not null).Select(g => $"{g.Name}={Uri.EscapeDataString(g.Value!.Trim())}"));
        return query.Length == 0 ? "audit" : "audit?" + query;
    }
}
