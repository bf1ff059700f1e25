using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>Changes that stand in the audit log: asked before, done or the error's id after. One that cannot be written there is not made.</summary>
internal static class Audited
{
    /// <summary>Makes a change.</summary>
    /// <param name="audit">The log.</param>
    /// <param name="logs">For what could not be said there afterwards.</param>
    /// <param name="caller">Who.</param>
    /// <param name="rule">What they need, and what it is called.</param>
    /// <param name="target">With what.</param>
    /// <param name="reach">Throws when the caller may not see that.</param>
    /// <param name="change">The change.</param>
    /// <param name="result">What was made; null = nothing.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<T> ChangeAsync<T>(
        AuditLog audit, ILogger logs, Caller caller, AccessRule rule, string? target, Func<Task> reach, Func<Task<T>> change, Func<T, string?>? result, CancellationToken cancel)
    {
        try
        {
            rule.Demand(caller);
            await reach();
        }
        catch (TickException refused) when (refused.Kind is TickErrorKind.Security or TickErrorKind.NotFound)
        {
            await audit.NoteAsync(caller, rule.Action!, target, refused.ErrorId, cancel);
            throw;
        }

        AuditEntry begun = await audit.BeginAsync(caller, rule.Action!, target, cancel);
        T made;
        try
        {
            made = await change();
        }
        catch (TickException e)
        {
            await CompleteAsync(audit, logs, begun, e.ErrorId, null);
            throw;
        }

        await CompleteAsync(audit, logs, begun, AuditEntry.Done, result?.Invoke(made));
        return made;
    }

    // The change is made, or failed: that is the answer, also when the log cannot say so any more. Its entry stays "asked".
    private static async Task CompleteAsync(AuditLog audit, ILogger logs, AuditEntry begun, string outcome, string? result)
    {
        try
        {
            await audit.CompleteAsync(begun, outcome, result, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            AccessLogs.AuditIncomplete(logs, begun.Id, begun.Action, outcome, e);
        }
    }
}
