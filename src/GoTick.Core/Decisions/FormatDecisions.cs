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

    /// <summary>The queue that people know, of one of <see cref="QueuesOf"/>.</summary>
    public static string QueueOf(string queue) => queue.LastIndexOf(Mark, StringComparison.Ordinal) is var at and >= 0 ? queue[..at] : queue;

    /// <summary>The format that the item needs.</summary>
    public static int Needed(ItemHeader header) => Math.Max(RunStarted.FirstFormat, HeaderFields.Number(header, HeaderFields.Need));

    /// <summary>Gives the item to workers that understand it. Nothing of it changes but its queue.</summary>
    public static Decision HandUp(ItemHeader header) => new()
    {
        Verbs = [new Verb.Route(QueueOf(header.Queue) + Mark + Text(Needed(header)), header.Priority, header.Line), RunDecisions.Again(header)],
    };

    private static string Text(int format) => format.ToString(CultureInfo.InvariantCulture);
}
