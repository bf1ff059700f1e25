using System.CommandLine;
using System.ServiceProcess;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands.Services;

/// <summary><c>gotick service run</c>: what the service manager of Windows starts. People have no use for it, so help does not show it.</summary>
internal static class ServiceRunCommand
{
    private const long LargestLog = 10 * 1024 * 1024;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Option<string>("--name") { Required = true };
        var settings = new Option<string>("--settings") { Required = true };
        var drain = new Option<double>("--drain");
        var words = new Argument<string[]>("COMMAND") { Arity = ArgumentArity.OneOrMore };
        var command = new Command("run", "What the service manager of Windows starts.") { name, settings, drain, words };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            if (!OperatingSystem.IsWindows())
            {
                throw new TickException(TickErrorId.NotSupported, TickErrorKind.InvalidInput, "Only the service manager of Windows starts this.");
            }

            string file = parsed.GetRequiredValue(settings);
            foreach ((string variable, string value) in SettingsFile.Read(file))
            {
                Environment.SetEnvironmentVariable(variable, value);
            }

            using TextWriter log = OpenLog(Path.ChangeExtension(file, ".log"));
            Console.SetOut(log);
            Console.SetError(log);
            string[] what = parsed.GetRequiredValue(words);
            using var service = new WindowsService(
                parsed.GetRequiredValue(name), () => CommandLine.InvokeAsync(what), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(drain), 0, 86_400)));
            ServiceBase.Run(service);
            return service.ExitCode;
        });
        return command;
    }

    // A service has no console. The log before this start is kept once, so that both together stay small.
    private static TextWriter OpenLog(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LargestLog)
        {
            File.Move(path, path + ".old", overwrite: true);
        }

        return TextWriter.Synchronized(new StreamWriter(path, append: true) { AutoFlush = true });
    }
}
