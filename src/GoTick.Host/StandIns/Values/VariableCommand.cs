using System.Management.Automation;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns.Values;

/// <summary>A command over variables by name or wildcard.</summary>
internal abstract class VariableCommand : PSCmdlet
{
    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    /// <summary><c>Global</c>, <c>Local</c>, <c>Script</c>, or how many scopes up.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>The variables of a name; the engine's provider lists them for a wildcard.</summary>
    protected IEnumerable<PSVariable> Find(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            return InvokeProvider.Item.Get($"Variable:{name}")
                .SelectMany(item => LanguagePrimitives.GetEnumerable(item.BaseObject)?.Cast<PSVariable>() ?? [(PSVariable)item.BaseObject])
                .Where(variable => Scope is null || InScope(variable.Name) is not null)
                .Where(IsWanted)
                .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase);
        }

        PSVariable? found = Scope is null ? SessionState.PSVariable.Get(name) : InScope(name);
        return found is not null && IsWanted(found) ? [found] : [];
    }

    protected PSVariable? InScope(string name)
        => VariableScopes.Get(SessionState, name, Scope ?? "Local");

    protected bool IsWanted(PSVariable variable)
        => (Include.Length == 0 || Include.Any(pattern => Matches(pattern, variable)))
            && !Exclude.Any(pattern => Matches(pattern, variable));

    private static bool Matches(string pattern, PSVariable variable)
        => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(variable.Name);
}
