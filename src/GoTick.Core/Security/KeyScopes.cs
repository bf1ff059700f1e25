using GoTick.Core.Errors;

namespace GoTick.Core.Security;

/// <summary>What scopes cover, and how they are written.</summary>
public static class KeyScopes
{
    private static readonly KeyScope[] Each = [KeyScope.Read, KeyScope.Start, KeyScope.Operate, KeyScope.Admin];

    /// <summary>The scopes with all that they imply: every one implies <see cref="KeyScope.Read"/>, and <see cref="KeyScope.Admin"/> all others.</summary>
    public static KeyScope WithImplied(this KeyScope scopes) => scopes switch
    {
        KeyScope.None => KeyScope.None,
        _ when scopes.HasFlag(KeyScope.Admin) => KeyScope.Read | KeyScope.Start | KeyScope.Operate | KeyScope.Admin,
        _ => scopes | KeyScope.Read,
    };

    /// <summary>True when they cover all of what is needed.</summary>
    public static bool Cover(this KeyScope scopes, KeyScope needed) => (scopes.WithImplied() & needed) == needed;

    /// <summary>Their names in lower case, the narrowest first.</summary>
    public static IReadOnlyList<string> Names(this KeyScope scopes) => [.. Each.Where(s => scopes.HasFlag(s)).Select(NameOf)];

    /// <summary>The scopes that a person wrote. Case does not count.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: a name that is none, or no name.</exception>
    public static KeyScope Parse(IEnumerable<string> names)
    {
        KeyScope scopes = names.Aggregate(KeyScope.None, (all, name) => all | Find(name) ?? throw Unknown(name));
        return scopes != KeyScope.None ? scopes : throw Unknown("");
    }

    /// <summary>The scopes that are known here. One that a newer GoTick has added gives no right here.</summary>
    internal static KeyScope FromStored(IEnumerable<string> names) => names.Aggregate(KeyScope.None, (all, name) => all | (Find(name) ?? KeyScope.None));

    private static string NameOf(KeyScope scope) => scope.ToString().ToLowerInvariant();

    private static KeyScope? Find(string name) =>
        Each.Where(s => NameOf(s).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(s => (KeyScope?)s).FirstOrDefault();

    private static TickException Unknown(string name) => new(
        TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{name}' is no scope. Scopes are {string.Join(", ", Each.Select(NameOf))}.")
    { Target = name };
}
