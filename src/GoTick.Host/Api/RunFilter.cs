using GoTick.Core.Client;
using GoTick.Core.Flows;
using Microsoft.AspNetCore.Mvc;

namespace GoTick.Host.Api;

/// <summary>Which runs are looked for.</summary>
internal sealed record RunFilter
{
    /// <summary>Only of this flow.</summary>
    [FromQuery(Name = "flow")]
    public string? Flow { get; init; }

    /// <summary>Only in one of these.</summary>
    [FromQuery(Name = "status")]
    public RunStatus[]? Status { get; init; }

    /// <summary>Only with this tag.</summary>
    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Only children of this run.</summary>
    [FromQuery(Name = "parent")]
    public string? Parent { get; init; }

    /// <summary>Only those created at this time or later.</summary>
    [FromQuery(Name = "since")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those created before this time.</summary>
    [FromQuery(Name = "until")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those with this error.</summary>
    [FromQuery(Name = "errorId")]
    public string? ErrorId { get; init; }

    /// <summary>Only those whose error has this text in its message.</summary>
    [FromQuery(Name = "errorText")]
    public string? ErrorText { get; init; }

    /// <summary>Only those behind this place: the <c>next</c> of the page before, or the <c>cursor</c> of a run.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many at most, 1 to 1,000. Default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>True: only those that have ended, for removing them; one filter more is needed.</summary>
    [FromQuery(Name = "ended")]
    public bool? Ended { get; init; }

    /// <summary>As the engine asks.</summary>
    public RunQuery ToQuery() => new()
    {
        Flow = Flow,
        Statuses = Status ?? [],
        Tag = Tag,
        Parent = Parent is null ? null : ItemId.FromStored(Parent),
        Since = Since,
        Until = Until,
        ErrorId = ErrorId,
        ErrorText = ErrorText,
        After = After,
    };
}
