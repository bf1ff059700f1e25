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

    /// <summary>The children of a run and of its branches, until they are removed.</summary>
    public static string OfParent(ItemId run) => "of:" + run.Text;

    /// <summary>Those of them that live.</summary>
    public static string LivingOf(ItemId run) => "alive:" + run.Text;

    public static string OfFlow(string flow) => "flow:" + flow.ToLowerInvariant();

    public static string OfTag(string tag) => "tag:" + tag.ToLowerInvariant();

    public static string OfStatus(RunStatus status) => "status:" + status;

    public static string OfFlowAndStatus(string flow, RunStatus status) => $"flow:{flow.ToLowerInvariant()}|{status}";

    /// <summary>All that a run with this header stands in: the sum of the changes below.</summary>
    public static IEnumerable<string> Of(ItemHeader header)
    {
        string flow = header.Fields[HeaderFields.Flow];
        IEnumerable<string> names =
        [
            All, OfFlow(flow), .. HeaderFields.TagsOf(header).Select(OfTag), .. header.Fields.ContainsKey(HeaderFields.Ask) ? [Approvals] : Array.Empty<string>(),
            .. OfChild(header),
        ];
        if (header.Place == Place.Ended)
        {
            RunStatus status = HeaderFields.Status(header);
            return [.. names, OfStatus(status), OfFlowAndStatus(flow, status)];
        }

        return IsSuspended(header)
            ? [.. names, Live, OfStatus(RunStatus.Suspended), OfFlowAndStatus(flow, RunStatus.Suspended)]
            : [.. names, Live];
    }

    private static IEnumerable<string> OfChild(ItemHeader header) => HeaderFields.ParentRun(header) is not { } parent ? []
        : header.Place == Place.Ended ? [OfParent(parent)]
        : [OfParent(parent), LivingOf(parent)];

    /// <summary>True for a live run that stands among the suspended: it carries the error that it was parked with.</summary>
    public static bool IsSuspended(ItemHeader header) => header.Fields.ContainsKey(HeaderFields.ErrorId);

    public static IEnumerable<Verb> AtStart(string flow, IReadOnlyList<string> tags, ItemId? parent = null) =>
        new[] { All, Live, OfFlow(flow) }
            .Concat(tags.Select(OfTag))
            .Concat(parent is { } run ? [OfParent(run), LivingOf(run)] : [])
            .Select(name => new Verb.List(name, IsMember: true));

    public static IEnumerable<Verb> AtEnd(string flow, RunStatus status, bool wasSuspended, ItemId? parent = null)
    {
        if (parent is { } run)
        {
            yield return new Verb.List(LivingOf(run), IsMember: false);
        }

        yield return new Verb.List(Live, IsMember: false);
        yield return new Verb.List(OfStatus(status), IsMember: true);
        yield return new Verb.List(OfFlowAndStatus(flow, status), IsMember: true);
        foreach (Verb verb in wasSuspended ? AtResume(flow) : [])
        {
            yield return verb;
        }
    }

    public static IEnumerable<Verb> AtPark(string flow)
    {
        yield return new Verb.List(OfStatus(RunStatus.Suspended), IsMember: true);
        yield return new Verb.List(OfFlowAndStatus(flow, RunStatus.Suspended), IsMember: true);
    }

    /// <summary>It is brought back from among the suspended.</summary>
    public static IEnumerable<Verb> AtResume(string flow)
    {
        yield return new Verb.List(OfStatus(RunStatus.Suspended), IsMember: false);
        yield return new Verb.List(OfFlowAndStatus(flow, RunStatus.Suspended), IsMember: false);
    }

    public static IEnumerable<Verb> AtRemove(string flow, RunStatus status, IReadOnlyList<string> tags, ItemId? parent = null) =>
        new[] { All, OfFlow(flow), OfStatus(status), OfFlowAndStatus(flow, status) }
            .Concat(tags.Select(OfTag))
            .Concat(parent is { } run ? [OfParent(run)] : [])
            .Select(name => new Verb.List(name, IsMember: false));
}
