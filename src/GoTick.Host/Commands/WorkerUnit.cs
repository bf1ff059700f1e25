using System.Globalization;
using System.Text;

namespace GoTick.Host.Commands;

/// <summary>A worker, or a server, that the system starts; as a systemd unit by its <see cref="Text"/>.</summary>
internal sealed record WorkerUnit
{
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(15);

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The unit's file.</summary>
    public required string Path { get; init; }

    /// <summary>The file of its environment, which holds the store.</summary>
    public required string SettingsPath { get; init; }

    /// <summary>What <c>gotick</c> is called with.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Command => [.. ThisProgram, .. Arguments];

    /// <summary>How long it drains.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>The account; null = root, on Windows LocalService.</summary>
    public string? User { get; init; }

    /// <summary>The store; null = the account's own, or what the settings say already.</summary>
    public string? Store { get; init; }

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>How this program is started: by its own executable, or by <c>dotnet</c> with its assembly.</summary>
    public static IReadOnlyList<string> ThisProgram { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet"
            ? [Environment.ProcessPath!, System.IO.Path.Combine(AppContext.BaseDirectory, "gotick.dll")]
            : [Environment.ProcessPath!];

    /// <summary>The unit's text.</summary>
    public string Text => $"""
        # Made by 'gotick service install'; the same call changes it.
        [Unit]
        Description={Description}
        Documentation=man:systemd.service(5)
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=exec
        ExecStart={string.Join(' ', Command.Select(Quoted))}
        EnvironmentFile=-{SettingsPath.Replace("%", "%%", StringComparison.Ordinal)}
        {(User is null ? "" : $"User={User}\n")}Restart=always
        RestartSec=2
        # SIGTERM drains; the programs that steps have started are left alone until then.
        KillMode=mixed
        TimeoutStopSec={(Drain + AfterDrain).TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>A word of a command line as systemd reads it: see "Command lines" and "Specifiers" in systemd.service(5) and systemd.unit(5).</summary>
    private static string Quoted(string word)
    {
        var text = new StringBuilder(word.Length + 2);
        foreach (char c in word)
        {
            text.Append(c switch
            {
                '\\' or '"' => $"\\{c}",
                '%' => "%%",
                '$' => "$$",
                '\n' => "\\n",
                _ => c,
            });
        }

        bool isPlain = word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@+".Contains(c, StringComparison.Ordinal));
        return isPlain ? word : $"\"{text}\"";
    }
}
