using System.Globalization;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>
/// Workers of two versions on one store. Who writes an event of a newer kind says in the header which format a reader needs; a worker that does not
/// understand it touches nothing and puts the item where only newer workers look.
/// </summary>
internal static class FormatDecisions
{
    private const string Mark = "@format-";

    /// <summary>The queues that a worker asks for the items of one queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="format">The format that the worker understands.</param>
    public static IEnumerable<string> QueuesOf(string queue, int format) =>
        Enumerable.Range(RunStarted.FirstFormat, format - RunStarted.FirstFormat + 1).Select(f => f == RunStarted.FirstFormat ? queue : queue + Mark + Text(f));

    /// <summary>The format that the item needs.</summary>
    public static int Needed(ItemHeader header) => Math.Max(RunStarted.FirstFormat, HeaderFields.Number(header, HeaderFields.Need));

    /// <summary>Gives the item to workers that understand it. Nothing of it changes but its queue.</summary>
    public static Decision HandUp(ItemHeader header)
    {
        int mark = header.Queue.LastIndexOf(Mark, StringComparison.Ordinal);
        string queue = mark < 0 ? header.Queue : header.Queue[..mark];
        return new Decision { Verbs = [new Verb.Route(queue + Mark + Text(Needed(header)), header.Priority, header.Line), new Verb.Ready(Band.Started)] };
    }

    private static string Text(int format) => format.ToString(CultureInfo.InvariantCulture);
}
