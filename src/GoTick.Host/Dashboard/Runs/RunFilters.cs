using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>Which runs a viewer wants, as the page's address says it.</summary>
public sealed record RunFilters
{
    /// <summary>Only of this flow; null = of any.</summary>
    public string? Flow { get; init; }

    /// <summary>Only in one of these; empty = in any.</summary>
    public IReadOnlyList<RunStatus> Statuses { get; init; } = [];

    /// <summary>Only with this tag; null = with any.</summary>
    public string? Tag { get; init; }

    /// <summary>Created at this time or later, as the viewer writes it; null = whenever.</summary>
    public string? Since { get; init; }

    /// <summary>Created before this time, as the viewer writes it; null = whenever.</summary>
    public string? Until { get; init; }

    /// <summary>Only those with this error; null = with any or none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Only those whose error's message has this text; null = whatever it has.</summary>
    public string? ErrorText { get; init; }

    /// <summary>Only children of this run; null = of any or none.</summary>
    public string? Parent { get; init; }

    /// <summary>Only those behind this place; null = from the newest.</summary>
    public string? After { get; init; }


    /// <summary>Reads what an address says; words that are no status are passed over.</summary>
    public static RunFilters Of(
        string? flow, string? status, string? tag, string? since, string? until, string? errorId, string? errorText, string? parent, string? after) => new()
        {
            Flow = Given(flow),
            Statuses =
            [
                .. (status ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(s => Enum.TryParse(s, ignoreCase: true, out RunStatus known) && Enum.IsDefined(known) ? known : (RunStatus?)null)
                    .OfType<RunStatus>()
                    .Distinct(),
            ],
            Tag = Given(tag),
            Since = Given(since),
            Until = Given(until),
            ErrorId = Given(errorId),
            ErrorText = Given(errorText),
            Parent = Given(parent),
            After = Given(after),
        };

    /// <summary>What the store is asked.</summary>
    public RunQuery ToQuery(ViewerClock clock) => new()
    {
        Flow = Flow,
        Statuses = Statuses,
        Tag = Tag,
        Since = clock.Parse(Since),
        Until = clock.Parse(Until),
        ErrorId = ErrorId,
        ErrorText = ErrorText,
        Parent = Parent is null ? null : ItemId.FromStored(Parent),
        After = After,
    };

    /// <summary>The page's address.</summary>
    public string ToAddress()
    {
        (string Name, string? Value)[] parts =
        [
            ("flow", Flow),
            ("status", Statuses.Count == 0 ? null : string.Join(',', Statuses.Select(s => s.ToString()))),
            ("tag", Tag),
            ("since", Since),
            ("until", Until),
            ("error", ErrorId),
            ("text", ErrorText),
            ("parent", Parent),
            ("after", After),
        ];
        string query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={Uri.EscapeDataString(p.Value!)}")));
        return query.Length == 0 ? "runs" : "runs?" + query;
    }

    /// <summary>The same with one status more, or without it, from the newest.</summary>
    public RunFilters Toggled(RunStatus status) => this with
    {
        Statuses = Statuses.Contains(status) ? [.. Statuses.Where(s => s != status)] : [.. Statuses, status],
        After = null,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
