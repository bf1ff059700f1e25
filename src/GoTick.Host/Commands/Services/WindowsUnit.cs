using System.Globalization;
using System.Text;

namespace GoTick.Host.Commands.Services;

/// <summary>A worker, or a server, as a Windows service: what is said to <c>sc.exe</c> and <c>icacls</c>. It calls nobody.</summary>
/// <param name="Unit">What is to run.</param>
/// <param name="Password">The account's password; null for accounts without one: the system's own, virtual and managed ones.</param>
internal sealed record WindowsUnit(WorkerUnit Unit, string? Password)
{
    private const string SystemAccount = "*S-1-5-18";
    private const string Administrators = "*S-1-5-32-544";

    /// <summary>The account as the service manager names it. Default: LocalService, which may little.</summary>
    public string Account => Unit.User switch
    {
        null => @"NT AUTHORITY\LocalService",
        { } name when name.Equals("LocalSystem", StringComparison.OrdinalIgnoreCase) => "LocalSystem",
        { } name when name.Equals("LocalService", StringComparison.OrdinalIgnoreCase) => @"NT AUTHORITY\LocalService",
        { } name when name.Equals("NetworkService", StringComparison.OrdinalIgnoreCase) => @"NT AUTHORITY\NetworkService",
        { } name when name.AsSpan().IndexOfAny('\\', '@') < 0 => $@".\{name}",
        { } name => name,
    };

    /// <summary>The folder of its settings and its log, its own, so that services of several accounts do not read each other's.</summary>
    public string Folder => Path.GetDirectoryName(Unit.SettingsPath)!;

    /// <summary>What the service manager starts.</summary>
    public string CommandLine => Line(
    [
        .. WorkerUnit.ThisProgram, "service", "run", "--name", Unit.Name, "--settings", Unit.SettingsPath,
        "--drain", Unit.Drain.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "--", .. Unit.Arguments,
    ]);

    /// <summary>Keeps the folder to the system, its administrators and the account: a store's address may hold a password.</summary>
    public IReadOnlyList<string> Protect =>
    [
        Folder, "/inheritance:r", "/grant:r", $"{SystemAccount}:(OI)(CI)F", $"{Administrators}:(OI)(CI)F",
        .. Account == "LocalSystem" ? Array.Empty<string>() : [$"{(Account.StartsWith(@".\", StringComparison.Ordinal) ? Account[2..] : Account)}:(OI)(CI)M"],
    ];

    /// <summary>What it is, and that it is started again, also when it ends with an error by itself.</summary>
    public IEnumerable<IReadOnlyList<string>> Settings =>
    [
        ["description", Unit.Name, $"{Unit.Description}. Made by 'gotick service install'; the same call changes it."],
        ["failure", Unit.Name, "reset=", "86400", "actions=", "restart/2000/restart/10000/restart/60000"],
        ["failureflag", Unit.Name, "1"],
    ];

    /// <summary>All of it as a person would type it, with no password in it.</summary>
    public string Text
    {
        get
        {
            WindowsUnit shown = this with { Password = Password is null ? null : "…" };
            IEnumerable<string> lines = ["icacls " + Line(shown.Protect), .. new[] { shown.Define("create") }.Concat(Settings).Select(s => "sc.exe " + Line(s))];
            return string.Concat(lines.Select(l => l + Environment.NewLine));
        }
    }

    /// <summary>Defines the service.</summary>
    /// <param name="verb"><c>create</c>, or <c>config</c> for one that is there.</param>
    public IReadOnlyList<string> Define(string verb) =>
    [
        verb, Unit.Name,
        "binPath=", CommandLine,
        "start=", "delayed-auto",
        "obj=", Account,
        "DisplayName=", $"{Unit.Description} ({Unit.Name})",
        .. Password is null ? Array.Empty<string>() : ["password=", Password],
    ];

    /// <summary>A command line that programs of Windows read back as these words: see "Parsing C command-line arguments" of Microsoft's C documentation.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word)
    {
        if (word.Length > 0 && word.AsSpan().IndexOfAny(" \t\"") < 0)
        {
            return word;
        }

        var text = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in word)
        {
            // Backslashes count only before a quotation mark, and there they do so twice.
            text.Append('\\', c == '"' ? backslashes + 1 : 0).Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
