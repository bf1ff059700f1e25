using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>
/// Which runs are looked for; what is left out, is not asked. <see cref="Flow"/>, <see cref="Statuses"/>, <see cref="Tag"/>, <see cref="ErrorId"/> and the
/// times are found by indexes; <see cref="ErrorText"/> is looked for in the journals of those that the others leave.
/// </summary>
public sealed record RunQuery
{
    /// <summary>Only of this flow. Case does not count.</summary>
    public string? Flow { get; init; }

    /// <summary>Only in one of these; empty = in any.</summary>
    public IReadOnlyList<RunStatus> Statuses { get; init; } = [];

    /// <summary>Only with this tag. Case does not count.</summary>
    public string? Tag { get; init; }

    /// <summary>Only children of this run and of its branches.</summary>
    public ItemId? Parent { get; init; }

    /// <summary>Only those created at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those created before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those that ended by, or are suspended with, this error. What PowerShell puts behind a comma does not count, nor does case.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Only those whose error has this text in its message. Case does not count. The runs come with their errors.</summary>
    public string? ErrorText { get; init; }

    /// <summary>Only those behind this place of a list: the <see cref="RunView.Cursor"/> of its last run. Null = from the newest.</summary>
    public string? After { get; init; }

    /// <summary>True when nothing narrows it down: every run is wanted.</summary>
    public bool IsAll => this is { Flow: null, Statuses.Count: 0, Tag: null, Parent: null, Since: null, Until: null, ErrorId: null, ErrorText: null };
}
