using System.Diagnostics;
using GoTick.Core.Errors;

namespace GoTick.Core.Workers;

/// <summary>The machine that a worker runs on, as something that can be rebooted.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="ReadBoot">Which boot this is.</param>
/// <param name="Tell">Tells it to reboot; returns once it took it.</param>
internal sealed record MachineReboot(string Machine, Func<string> ReadBoot, Action<CancellationToken> Tell)
{
    private const int ShownLength = 500;

    /// <summary>This machine, rebooted by a command of the system's shell.</summary>
    /// <param name="command">The command; null = <see cref="DefaultCommand"/>.</param>
    /// <param name="boot">Names the boot in place of the system's id; null = that.</param>
    public static MachineReboot Of(string? command, string? boot = null) =>
        new(Environment.MachineName, () => boot ?? MachineBoot.Id ?? "", cancel => Run(command ?? DefaultCommand, cancel));

    /// <summary>What reboots this machine when nobody says otherwise. The worker's account needs the right to it.</summary>
    public static string DefaultCommand { get; } = OperatingSystem.IsWindows() ? "shutdown /r /t 5" : "shutdown -r now";

    private static void Run(string command, CancellationToken cancel)
    {
        (string shell, string option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell, [option, command]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start) ?? throw Failed(command, "it did not start");
            // Whoever reboots may end us in the middle of this: what is recorded says that it was to come.
            string output = process.StandardOutput.ReadToEndAsync(cancel).GetAwaiter().GetResult();
            string error = process.StandardError.ReadToEndAsync(cancel).GetAwaiter().GetResult();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw Failed(command, $"exit code {process.ExitCode} {Cut(error.Length > 0 ? error : output)}".TrimEnd());
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Failed(command, e.Message);
        }
    }

    private static string Cut(string text) => text.Trim() is { Length: > ShownLength } all ? all[..ShownLength] : text.Trim();

    private static TickException Failed(string command, string why) => new(
        TickErrorId.RebootFailed, TickErrorKind.InvalidState, $"'{command}' did not reboot {Environment.MachineName}: {why}.")
    { Target = Environment.MachineName };
}
