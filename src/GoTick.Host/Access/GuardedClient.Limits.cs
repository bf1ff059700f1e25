using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Limits;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public Task SetLimitAsync(LimitName name, LimitSpec spec, CancellationToken cancel = default) =>
        ChangeAsync(name.Text, Anybody, _ => inner.SetLimitAsync(name, spec, cancel), cancel);

    /// <inheritdoc/>
    public Task RemoveLimitAsync(LimitName name, CancellationToken cancel = default) =>
        ChangeAsync(name.Text, Anybody, _ => inner.RemoveLimitAsync(name, cancel), cancel);

    /// <inheritdoc/>
    public async Task<LimitView> GetLimitAsync(LimitName name, CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return Sees(caller, name)
            ? await inner.GetLimitAsync(name, cancel)
            : throw new TickException(TickErrorId.LimitNotFound, TickErrorKind.NotFound, $"There is no limit '{name}'.") { Target = name.Text };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LimitView>> ListLimitsAsync(CancellationToken cancel = default)
    {
        Caller caller = await LookAsync(cancel);
        return [.. (await inner.ListLimitsAsync(cancel)).Where(l => Sees(caller, l.Name))];
    }

    /// <summary>Keys and steps of others are named by what others do: whoever has some flows sees the limits of those.</summary>
    private static bool Sees(Caller caller, LimitName name) => caller.Grants.AreAll || (name.Kind == LimitKind.Flow && caller.Grants.Allow(name.Name));
}
