using GoTick.Core.Errors;
using GoTick.Host.Commands.Services;

namespace GoTick.Host.Commands;

/// <summary>Puts units where systemd finds them, and talks to it.</summary>
internal static class SystemdFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string StoreLine = "GOTICK_STORE=";

    /// <summary>Writes the unit, and its store into its settings; other lines of the settings stay.</summary>
    public static void Write(WorkerUnit unit)
    {
        WriteSettings(unit);
        Guarded(unit.Path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(unit.Path)!);
            File.WriteAllText(unit.Path, unit.Text);
        });
    }

    /// <summary>Writes the store into the settings, if one is named; other lines stay.</summary>
    public static void WriteSettings(WorkerUnit unit) => Guarded(unit.SettingsPath, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(unit.SettingsPath)!);
        if (unit.Store is { } store)
        {
            WriteStore(unit.SettingsPath, store);
        }
    });

    /// <summary>Makes the folder of the settings.</summary>
    public static void MakeFolder(WorkerUnit unit) => Guarded(unit.SettingsPath, () => Directory.CreateDirectory(Path.GetDirectoryName(unit.SettingsPath)!));

    /// <summary>Removes a unit's file.</summary>
    public static void Remove(string path) => Guarded(path, () => File.Delete(path));

    /// <summary>Runs <c>systemctl</c>.</summary>
    /// <exception cref="TickException"><c>TickServiceFailed</c>, with what it said.</exception>
    public static void Tell(params string[] arguments)
    {
        (int code, string said) = Ask(arguments);
        if (code != 0)
        {
            throw Failed($"'systemctl {string.Join(' ', arguments)}' failed: {said}", arguments[^1]);
        }
    }

    /// <summary>Runs <c>systemctl</c>: its exit code, and what it said.</summary>
    /// <exception cref="TickException"><c>TickServiceFailed</c>: there is none.</exception>
    public static (int ExitCode, string Said) Ask(params string[] arguments)
    {
        try
        {
            return SystemTools.Call("systemctl", arguments);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Failed($"'systemctl {string.Join(' ', arguments)}' failed: {e.Message}", arguments[^1]);
        }
    }

    // A store's address may hold a password: the file is the owner's before anything is in it.
    private static void WriteStore(string path, string store)
    {
        string[] others = File.Exists(path) ? [.. File.ReadAllLines(path).Where(l => !l.StartsWith(StoreLine, StringComparison.Ordinal))] : [];
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        string fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new StreamWriter(fresh, options))
        {
            file.WriteLine($"{StoreLine}\"{store.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
            foreach (string line in others)
            {
                file.WriteLine(line);
            }
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed($"{e.Message} Services are made by root (sudo), or elsewhere with --units and --settings.", path);
        }
    }

    private static TickException Failed(string message, string target) => new(TickErrorId.ServiceFailed, TickErrorKind.InvalidState, message) { Target = target };
}
