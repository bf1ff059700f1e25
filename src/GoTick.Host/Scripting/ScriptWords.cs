using System.Management.Automation.Runspaces;

namespace GoTick.Host.Scripting;

/// <summary>The words of a command line as a script's parameters: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, values.</summary>
internal static class ScriptWords
{
    /// <summary>The parameters, in order.</summary>
    public static IEnumerable<CommandParameter> Of(IReadOnlyList<string> words) => words.Select(Of);

    private static CommandParameter Of(string word)
    {
        if (word.Length < 2 || word[0] != '-' || !(char.IsLetter(word[1]) || word[1] == '_'))
        {
            return new CommandParameter(null, word);
        }

        // With its dash the engine takes it as it was typed: the next value belongs to it, unless it is a switch.
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new CommandParameter(word) : new CommandParameter(word[..(colon + 1)], Value(word[(colon + 1)..]));
    }

    private static object Value(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };
}
