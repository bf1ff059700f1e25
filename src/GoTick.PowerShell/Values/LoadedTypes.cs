using System.Collections.Concurrent;
using System.Management.Automation;

namespace GoTick.PowerShell.Values;

/// <summary>Finds enum types by name.</summary>
internal static class LoadedTypes
{
    private static readonly ConcurrentDictionary<string, Type> Enums = new(StringComparer.Ordinal);

    /// <summary>The enum of a name; null when nothing that is loaded, and nothing that the running script defines, has it.</summary>
    public static Type? Enum(string name)
    {
        if (Enums.TryGetValue(name, out Type? known))
        {
            return known;
        }

        Type? found = AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic).Select(a => a.GetType(name, throwOnError: false)).FirstOrDefault(t => t is { IsEnum: true });
        if (found is not null)
        {
            return Enums.GetOrAdd(name, found);
        }

        // An enum of a script is looked up each time: each script has its own under the same name.
        return LanguagePrimitives.TryConvertTo(name, out Type? defined) && defined is { IsEnum: true } ? defined : null;
    }
}
