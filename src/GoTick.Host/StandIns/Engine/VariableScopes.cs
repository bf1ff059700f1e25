using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace GoTick.Host.StandIns.Engine;

/// <summary>Variables of a named or numbered scope, which the engine offers its own commands only.</summary>
internal static class VariableScopes
{
    private const string SessionType = "System.Management.Automation.SessionStateInternal, System.Management.Automation";

    /// <exception cref="ArgumentException">There is no such scope.</exception>
    public static PSVariable? Get(SessionState session, string name, string scope) => GetAtScope(session.PSVariable, name, scope);

    /// <exception cref="SessionStateUnauthorizedAccessException">The variable is read-only or constant.</exception>
    public static object? Set(SessionState session, PSVariable variable, string? scope, bool force)
    {
        object inner = GetInternal(session);
        return scope is null
            ? SetVariable(inner, variable, force, CommandOrigin.Internal)
            : SetVariableAtScope(inner, variable, scope, force, CommandOrigin.Internal);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetAtScope")]
    private static extern PSVariable? GetAtScope(PSVariableIntrinsics variables, string name, string scope);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Internal")]
    [return: UnsafeAccessorType(SessionType)]
    private static extern object GetInternal(SessionState session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetVariable")]
    private static extern object? SetVariable(
        [UnsafeAccessorType(SessionType)] object session, PSVariable variable, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetVariableAtScope")]
    private static extern object? SetVariableAtScope(
        [UnsafeAccessorType(SessionType)] object session, PSVariable variable, string scope, bool force, CommandOrigin origin);
}
