using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>
    /// Runs, newest first, without their arguments and outputs; they come as they are found. Each carries its <see cref="RunView.Cursor"/>, with which a
    /// later call goes on behind it.
    /// </summary>
    /// <param name="query">Which; null = all.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="TickException"><c>TickCursorInvalid</c>; <see cref="StoreUnavailableException"/>.</exception>
    IAsyncEnumerable<RunView> ListRunsAsync(RunQuery? query = null, CancellationToken cancel = default);

    /// <summary>The runs of a query that have ended, as <see cref="ListRunsAsync"/> gives them, for removing them.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c> when the query would name every run, or a status that is no end; <c>TickCursorInvalid</c>.</exception>
    IAsyncEnumerable<RunView> ListEndedAsync(RunQuery query, CancellationToken cancel = default);
}
