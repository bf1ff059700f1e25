using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Security;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Access;

/// <summary>
/// The door of one caller: it asks at each call who that is by now, refuses what they may not, hides the flows that are not theirs, names them in what they change,
/// and writes each change into the audit log, before and after. Facets as those of <see cref="ITickClient"/>.
/// </summary>
/// <param name="inner">The door behind it.</param>
/// <param name="mender">Who restarts its runs.</param>
/// <param name="callers">The caller as of now; throws <c>TickKeyInvalid</c> when their key is refused by now.</param>
/// <param name="audit">The audit log.</param>
/// <param name="logs">For what could not be said there.</param>
internal sealed partial class GuardedClient(
    ITickClient inner, IRunMender mender, Func<CancellationToken, ValueTask<Caller>> callers, AuditLog audit, ILogger<GuardedClient> logs) : ITickClient, IRunMender
{
    /// <inheritdoc/>
    public string StoreName => inner.StoreName;

    /// <summary>Nothing: the door behind it is the server's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public Task<ItemId> RestartAsync(RunRestart what, CancellationToken stop) => ChangeAsync(
        what.Run.Text, caller => ReachRunAsync(caller, what.Run, stop), _ => mender.RestartAsync(what, stop), stop, id => id.Text);

    private static TickException NoRun(ItemId id) => new(TickErrorId.RunNotFound, TickErrorKind.NotFound, $"There is no run '{id}'.") { Target = id.Text };

    private async Task<Caller> LookAsync(CancellationToken cancel, [CallerMemberName] string member = "")
    {
        Caller caller = await callers(cancel);
        AccessRules.Of(member).Demand(caller);
        return caller;
    }

    /// <summary>Throws as if there were no such run when it is of a flow that is not the caller's. A branch is a part of its run.</summary>
    private async Task ReachRunAsync(Caller caller, ItemId id, CancellationToken cancel)
    {
        if (!caller.Grants.AreAll && !caller.Grants.Allow((await inner.SightAsync(id.Run, cancel)).Run.Flow))
        {
            throw NoRun(id);
        }
    }

    private async Task ChangeAsync(
        string? target, Func<Caller, Task> reach, Func<Caller, Task> change, CancellationToken cancel, [CallerMemberName] string member = "") =>
        await ChangeAsync(
            target,
            reach,
            async caller =>
            {
                await change(caller);
                return true;
            },
            cancel,
            member: member);

    /// <summary>Makes a change if the caller may, and says so in the audit log before and after.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="reach">Throws when the caller may not see that.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="result">What was made, for the log.</param>
    /// <param name="member">Whose rule.</param>
    private async Task<T> ChangeAsync<T>(
        string? target,
        Func<Caller, Task> reach,
        Func<Caller, Task<T>> change,
        CancellationToken cancel,
        Func<T, string?>? result = null,
        [CallerMemberName] string member = "")
    {
        AccessRule rule = AccessRules.Of(member);
        Caller caller = await callers(cancel);
        return await Audited.ChangeAsync(
            audit,
            logs,
            caller,
            rule,
            target,
            () => reach(caller),
            () => change(caller),
            result,
            cancel);
    }
}
