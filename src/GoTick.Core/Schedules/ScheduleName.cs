using System.Globalization;
using System.Text.RegularExpressions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Schedules;

/// <summary>Names of schedules, and the ids that follow from them. All ids of a schedule share its partition.</summary>
internal static partial class ScheduleName
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string ExactStamp = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The schedule's item. Names differ in more than case.</summary>
    /// <exception cref="TickException"><c>TickScheduleNameInvalid</c>.</exception>
    public static ItemId ItemOf(string name) => ItemId.FromStored(Checked(name).ToLowerInvariant() + ItemId.ScheduleMark);

    /// <summary>The run for a time of the schedule: whoever decides about that time, it is this one.</summary>
    public static ItemId OccurrenceOf(ItemId schedule, StoreTime time) => ItemId.FromStored($"{schedule.Root}@{time.ToDateTimeOffset().ToString(Stamp, CultureInfo.InvariantCulture)}");

    /// <summary>A run that somebody wants now; a time of the schedule never has such an id.</summary>
    public static ItemId ManualOf(ItemId schedule, StoreTime now) => ItemId.FromStored($"{schedule.Root}@{now.ToDateTimeOffset().ToString(ExactStamp, CultureInfo.InvariantCulture)}");

    /// <summary>The tag that each of its runs has.</summary>
    public static string TagOf(ItemId schedule) => $"schedule:{schedule.Root}";

    /// <summary>The name of the schedule that a flow brings along: its own, with dots for what a name cannot have.</summary>
    public static string OfFlow(string flow)
    {
        string name = Unfit().Replace(flow, ".");
        return name.Length <= MaxLength ? name : name[^MaxLength..];
    }

    private const int MaxLength = 100;

    private static string Checked(string name) => Pattern().IsMatch(name)
        ? name
        : throw new TickException(
            TickErrorId.ScheduleNameInvalid,
            TickErrorKind.InvalidInput,
            $"'{name}' is not the name of a schedule: use 1 to {MaxLength} characters of A-Z, a-z, 0-9, '.', '_', ':' and '-'.")
        { Target = name };

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"[^A-Za-z0-9._:-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
