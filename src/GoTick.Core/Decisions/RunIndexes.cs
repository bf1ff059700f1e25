using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>The indexes that runs stand in. Claims and waits touch none: what is queued or running is told by place.</summary>
internal static class RunIndexes
{
    public const string All = "runs";
    public const string Live = "live";

    /// <summary>Runs that asked for an approval that nobody has decided. One that ended meanwhile stays until it is removed; readers pass it over.</summary>
    public const string Approvals = "approvals";

    /// <summary>Runs that have ended, and whose limits are still to be told.</summary>
    public const string Release = "release";

    /// <summary>The children of a run and of its branches, until they are removed.</summary>
    public static string OfParent(ItemId run) => "of:" + run.Text;

    /// <summary>Those of them that live.</summary>
    public static string LivingOf(ItemId run) => "alive:" + run.Text;

    public static string OfFlow(string flow) => "flow:" + flow.ToLowerInvariant();

    public static string OfTag(string tag) => "tag:" + tag.ToLowerInvariant();

    public static string OfStatus(RunStatus status) => "status:" + status;

    public static string OfFlowAndStatus(string flow, RunStatus status) => $"flow:{flow.ToLowerInvariant()}|{status}";

    /// <summary>The runs of a flow that have not ended.</summary>
    public static string OfFlowAndLive(string flow) => $"flow:{flow.ToLowerInvariant()}|live";

    /// <summary>The runs that ended by, or are suspended with, this error.</summary>
    /// <param name="errorId">The whole id or its first part: behind a comma PowerShell names the command, which nobody searches by.</param>
    public static string OfError(string errorId) => "error:" + HeaderFields.ErrorText(errorId).Split(',')[0].Trim().ToLowerInvariant();

    /// <summary>All that a run with this header stands in: the sum of the changes below.</summary>
    public static IEnumerable<string> Of(ItemHeader header)
    {
        if (header.Fields.ContainsKey(HeaderFields.Unfinished) || header.Fields.ContainsKey(HeaderFields.Import))
        {
            return [];
        }

        string flow = header.Fields[HeaderFields.Flow];
        IEnumerable<string> names =
        [
            All, OfFlow(flow), .. HeaderFields.TagsOf(header).Select(OfTag), .. Error(ErrorOf(header)),
            .. header.Fields.ContainsKey(HeaderFields.Ask) ? [Approvals] : Array.Empty<string>(),
            .. OfChild(header),
        ];
        if (header.Place == Place.Ended)
        {
            RunStatus status = HeaderFields.Status(header);
            return [.. names, OfStatus(status), OfFlowAndStatus(flow, status), .. header.Fields.ContainsKey(HeaderFields.Limits) ? [Release] : Array.Empty<string>()];
        }

        return IsSuspended(header)
            ? [.. names, Live, OfFlowAndLive(flow), OfStatus(RunStatus.Suspended), OfFlowAndStatus(flow, RunStatus.Suspended)]
            : [.. names, Live, OfFlowAndLive(flow)];
    }

    private static IEnumerable<string> OfChild(ItemHeader header) => HeaderFields.ParentRun(header) is not { } parent ? []
        : header.Place == Place.Ended ? [OfParent(parent)]
        : [OfParent(parent), LivingOf(parent)];

    /// <summary>True for a live run that stands among the suspended: it carries the error that it was parked with.</summary>
    public static bool IsSuspended(ItemHeader header) => ErrorOf(header) is not null;

    /// <summary>The error that the run ended by or, as long as it lives, that it was suspended with; null when there is none.</summary>
    public static string? ErrorOf(ItemHeader header) => header.Fields.GetValueOrDefault(HeaderFields.ErrorId);

    public static IEnumerable<Verb> AtStart(string flow, IReadOnlyList<string> tags, ItemId? parent = null) =>
        new[] { All, Live, OfFlow(flow), OfFlowAndLive(flow) }
            .Concat(tags.Select(OfTag))
            .Concat(parent is { } run ? [OfParent(run), LivingOf(run)] : [])
            .Select(name => new Verb.List(name, IsMember: true));

    /// <param name="flow">The flow.</param>
    /// <param name="status">How the run ends.</param>
    /// <param name="errorId">The error that ends it; null when none does.</param>
    /// <param name="suspendedBy">The error that it was suspended with before (<see cref="ErrorOf"/>); null when it was not.</param>
    /// <param name="parent">The run above it; null when it is no child.</param>
    public static IEnumerable<Verb> AtEnd(string flow, RunStatus status, string? errorId, string? suspendedBy, ItemId? parent = null)
    {
        if (parent is { } run)
        {
            yield return new Verb.List(LivingOf(run), IsMember: false);
        }

        yield return new Verb.List(Live, IsMember: false);
        yield return new Verb.List(OfFlowAndLive(flow), IsMember: false);
        yield return new Verb.List(OfStatus(status), IsMember: true);
        yield return new Verb.List(OfFlowAndStatus(flow, status), IsMember: true);
        foreach (Verb verb in AtError(errorId, suspendedBy))
        {
            yield return verb;
        }

        foreach (Verb verb in suspendedBy is null ? [] : Resumed(flow))
        {
            yield return verb;
        }
    }

    /// <param name="flow">The flow.</param>
    /// <param name="errorId">The error that it is suspended with.</param>
    /// <param name="suspendedBy">The one that it was suspended with before (<see cref="ErrorOf"/>); null when it was not.</param>
    public static IEnumerable<Verb> AtPark(string flow, string errorId, string? suspendedBy)
    {
        foreach (Verb verb in AtError(errorId, suspendedBy))
        {
            yield return verb;
        }

        yield return new Verb.List(OfStatus(RunStatus.Suspended), IsMember: true);
        yield return new Verb.List(OfFlowAndStatus(flow, RunStatus.Suspended), IsMember: true);
    }

    /// <summary>It is brought back from among the suspended.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="suspendedBy">The error that it was suspended with.</param>
    public static IEnumerable<Verb> AtResume(string flow, string? suspendedBy) => [.. Resumed(flow), .. AtError(null, suspendedBy)];

    /// <summary>An ended run leaves all that it stands in.</summary>
    public static IEnumerable<Verb> AtRemove(ItemHeader header) => Of(header).Select(name => new Verb.List(name, IsMember: false));

    /// <summary>The header's error changes. Nothing is written when it stays.</summary>
    private static IEnumerable<Verb> AtError(string? now, string? before)
    {
        IEnumerable<string> left = Error(before).Except(Error(now));
        IEnumerable<string> entered = Error(now).Except(Error(before));
        return [.. left.Select(name => new Verb.List(name, IsMember: false)), .. entered.Select(name => new Verb.List(name, IsMember: true))];
    }

    private static IEnumerable<Verb> Resumed(string flow) =>
    [
        new Verb.List(OfStatus(RunStatus.Suspended), IsMember: false),
        new Verb.List(OfFlowAndStatus(flow, RunStatus.Suspended), IsMember: false),
    ];

    private static IEnumerable<string> Error(string? errorId) => errorId is null ? [] : [OfError(errorId)];
}
