using System.Diagnostics;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands;

/// <summary>Puts units where systemd finds them, and talks to it.</summary>
internal static class SystemdFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string StoreLine = "GOTICK_STORE=";

    /// <summary>Writes the unit, and its store into its settings; other lines of the settings stay.</summary>
    public static void Write(WorkerUnit unit) => Guarded(unit.Path, () =>
    {
        if (unit.Store is { } store)
        {
            WriteStore(unit.SettingsPath, store);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(unit.Path)!);
        File.WriteAllText(unit.Path, unit.Text);
    });

    /// <summary>Removes a unit's file.</summary>
    public static void Remove(string path) => Guarded(path, () => File.Delete(path));

    /// <summary>Runs <c>systemctl</c>.</summary>
    /// <exception cref="TickException"><c>TickServiceFailed</c>, with what it said.</exception>
    public static void Tell(params string[] arguments)
    {
        string said;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("systemctl", arguments) { RedirectStandardError = true })!;
            said = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return;
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            said = e.Message;
        }

        throw Failed($"'systemctl {string.Join(' ', arguments)}' failed: {said}", arguments[^1]);
    }

    // A store's address may hold a password: the file is the owner's before anything is in it.
    private static void WriteStore(string path, string store)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
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
