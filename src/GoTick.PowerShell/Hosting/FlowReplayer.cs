using System.Management.Automation.Runspaces;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Commands.Connections;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Replays journals against texts in this process: flow scope runs, no block does, nothing is written. Both <c>Test-TickFlow -AgainstRuns</c> and
/// <c>Restart-TickRun -UseCurrentVersion</c> judge by it.
/// </summary>
internal sealed class FlowReplayer : IAsyncDisposable
{
    private readonly TickClient _client;
    private readonly FlowExecutor _executor;

    /// <param name="client">The store, which is only read.</param>
    public FlowReplayer(TickClient client)
    {
        _client = client;
        _executor = new FlowExecutor(UserFolders.Versions, HostSessions.Add, Opened);
    }

    /// <summary>The verdict on one journal.</summary>
    /// <param name="journal">The journal of a run, or of a branch.</param>
    /// <param name="version">The text.</param>
    /// <param name="block">In that text, the branch's block; null for a run's journal.</param>
    /// <param name="stop">Stops the script.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ReplayVerdict> ReplayAsync(RunJournal journal, FlowVersion version, BlockReference? block, CancellationToken stop)
    {
        var pass = new ReplayPass(_client, journal, version, block, stop);
        await _executor.RunAsync(pass, stop);
        // The executor goes on with its slot's thread; whoever waits for us must not hold it.
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        return pass.Verdict ?? throw (pass.Bug ?? new OperationCanceledException("The replay was stopped."));
    }

    /// <summary>The verdicts on a run and on its branches that live, parents first.</summary>
    public async IAsyncEnumerable<(RunJournal Journal, string? Branch, ReplayVerdict Verdict)> ReplayTreeAsync(
        ItemId run, FlowVersion version, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        RunJournal journal = await _client.ReadJournalAsync(run, stop);
        if (journal.Status.IsTerminal() || journal.IsEnding)
        {
            yield break;
        }

        yield return (journal, null, await ReplayAsync(journal, version, null, stop));
        var blocks = new BranchBlocks(version);
        Queue<RunJournal> parents = new([journal]);
        while (parents.TryDequeue(out RunJournal? parent))
        {
            foreach (ItemId branch in await _client.ListBranchesAsync(parent, stop))
            {
                if (await TryReadAsync(branch, stop) is not { BranchKey: { } key } own)
                {
                    continue; // it has ended meanwhile, and its outcome is its parent's
                }

                yield return (own, key, blocks.Find(key) is { } block ? await ReplayAsync(own, version, block, stop) : Missing(key));
                parents.Enqueue(own);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _executor.DisposeAsync();

    private static ReplayVerdict Missing(string key) => new()
    {
        Fits = false,
        Expected = $"branch '{key}'",
        Found = "no call makes it",
        ErrorId = TickErrorId.NonDeterminism,
        Message = $"The text makes no branch '{BranchBlocks.NameOf(key)}' by a constant name, but '{key}' is running.",
    };

    private async Task<RunJournal?> TryReadAsync(ItemId branch, CancellationToken stop)
    {
        try
        {
            return await _client.ReadJournalAsync(branch, stop);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            return null;
        }
    }

    // What flow scope asks a store, it asks the runs' own.
    private void Opened(Runspace runspace)
    {
        HostSessions.Opened?.Invoke(runspace);
        TickSession.Attach(runspace, _client);
    }
}
