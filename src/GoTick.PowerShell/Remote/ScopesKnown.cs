using GoTick.Core.Security;

namespace GoTick.PowerShell.Remote;

/// <summary>Scopes that a server named. One that a newer server has added means nothing here.</summary>
internal static class ScopesKnown
{
    /// <summary>Those that are known here.</summary>
    public static KeyScope Of(IEnumerable<string> names) => names.Aggregate(
        KeyScope.None, (all, name) => Enum.TryParse(name, ignoreCase: true, out KeyScope scope) && Enum.IsDefined(scope) ? all | scope : all);
}
