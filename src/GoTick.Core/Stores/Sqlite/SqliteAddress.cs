using GoTick.Core.Errors;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>The address of a store in one file: <c>sqlite:PATH</c>; without a path, the user's own store.</summary>
public sealed record SqliteAddress
{
    /// <summary>What such an address begins with.</summary>
    public const string Scheme = "sqlite:";

    private SqliteAddress(string path) => Path = path;

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>The file of <c>sqlite:</c> alone: <c>GoTick/gotick.db</c> in the user's local application data.</summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "GoTick", "gotick.db");

    /// <summary>Whether a text is the address of an SQLite store.</summary>
    public static bool Matches(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address; a relative path counts from the current folder.</summary>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>: not such an address, or no file can be meant by it.</exception>
    public static SqliteAddress Parse(string text)
    {
        if (!Matches(text))
        {
            throw Invalid(text, $"'{text}' is not an SQLite store: write {Scheme}PATH.");
        }

        string path = text[Scheme.Length..];
        if (path.StartsWith(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(text, $"'{text}' would keep nothing: name a file, as in {Scheme}gotick.db.");
        }

        return path.Length == 0 ? new SqliteAddress(DefaultPath) : Of(path);
    }

    /// <summary>The store in a file.</summary>
    public static SqliteAddress Of(string path)
    {
        try
        {
            return new SqliteAddress(System.IO.Path.GetFullPath(path));
        }
        catch (ArgumentException e)
        {
            throw new TickException(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, $"'{path}' is not a path: {e.Message}", e) { Target = path };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Scheme + Path;

    private static TickException Invalid(string text, string message) =>
        new(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, message) { Target = text };
}
