using GoTick.Core.Stores.Sqlite;

namespace GoTick.Host.Commands;

/// <summary>What stands before the script on the command line; all behind it is the script's.</summary>
internal sealed record RunOptions(string Script, IReadOnlyList<string> Arguments, string Store, bool StartsNew)
{
    /// <summary>Null when the words do not make a call.</summary>
    public static RunOptions? Parse(IReadOnlyList<string> words)
    {
        string? store = null;
        bool startsNew = false;
        for (int i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--new":
                    startsNew = true;
                    break;
                case "--store" when i + 1 < words.Count:
                    store = words[++i];
                    break;
                case ['-', '-', ..]:
                    return null;
                default:
                    return new RunOptions(words[i], [.. words.Skip(i + 1)], store ?? DefaultStore(), startsNew);
            }
        }

        return null;
    }

    private static string DefaultStore() =>
        Environment.GetEnvironmentVariable("GOTICK_STORE") is { Length: > 0 } named ? named : "sqlite:" + SqliteAddress.DefaultPath;
}
