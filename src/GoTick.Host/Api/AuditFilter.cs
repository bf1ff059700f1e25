using GoTick.Core.Security;
using Microsoft.AspNetCore.Mvc;

namespace GoTick.Host.Api;

/// <summary>Which entries of the audit log are looked for.</summary>
internal sealed record AuditFilter
{
    /// <summary>Only of this day (UTC), such as 2026-03-01.</summary>
    [FromQuery(Name = "day")]
    public DateOnly? Day { get; init; }

    /// <summary>Only from this time on.</summary>
    [FromQuery(Name = "since")]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only before this time.</summary>
    [FromQuery(Name = "until")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only by those with this in their name.</summary>
    [FromQuery(Name = "by")]
    public string? By { get; init; }

    /// <summary>Only this action, such as cancel-run.</summary>
    [FromQuery(Name = "action")]
    public string? Action { get; init; }

    /// <summary>Only with this in what it was done to, or what came of it.</summary>
    [FromQuery(Name = "target")]
    public string? Target { get; init; }

    /// <summary>Only those behind this place: the <c>next</c> of the page before.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many at most, 1 to 1,000. Default 100.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>As the engine asks.</summary>
    public AuditQuery ToQuery() => new()
    {
        Day = Day,
        Since = Since,
        Until = Until,
        By = By,
        Action = Action,
        Target = Target,
        After = After,
        Limit = Answers.Limit(Limit),
    };
}
