using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>What a member of the door needs.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Action">What the audit log calls it; null = it changes nothing.</param>
/// <param name="IsOfAll">True: it touches what all flows share, so a key for some of them may not.</param>
internal sealed record AccessRule(KeyScope Scope, string? Action = null, bool IsOfAll = false)
{
    /// <summary>Throws unless the caller may.</summary>
    /// <exception cref="TickException"><c>TickAccessDenied</c>.</exception>
    public void Demand(Caller caller)
    {
        if (!caller.May(Scope))
        {
            throw Denied($"The key of '{caller.Name}' lacks the scope {string.Join(" and ", Scope.Names())}. Ask whoever runs this server for a key that has it.");
        }

        if (IsOfAll && !caller.Grants.AreAll)
        {
            throw Denied($"The key of '{caller.Name}' is for some flows only, and this touches all of them.");
        }
    }

    private TickException Denied(string message) => new(TickErrorId.AccessDenied, TickErrorKind.Security, message) { Target = Action };
}
