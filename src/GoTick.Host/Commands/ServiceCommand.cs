using System.CommandLine;
using GoTick.Core.Errors;
using GoTick.Host.Commands.Services;

namespace GoTick.Host.Commands;

/// <summary><c>gotick service</c>: a worker or a server that starts with the machine, as a systemd unit or a Windows service.</summary>
internal static class ServiceCommand
{
    private const string PasswordVariable = "GOTICK_SERVICE_PASSWORD";
    private static readonly WindowsServices Windows = new(SystemTools.Call, Thread.Sleep);

    /// <summary>The command.</summary>
    public static Command Create() => new("service", "A worker, or a server, that starts with the machine and is started again when it dies (systemd, Windows).")
    {
        Install(),
        Show(),
        Status(),
        Uninstall(),
        ServiceRunCommand.Create(),
    };

    private static Command Install()
    {
        var options = new ServiceOptions();
        var noStart = new Option<bool>("--no-start") { Description = "Do not start it; on Linux write the files only, and do not tell systemd." };
        var command = new Command("install", "Define it and its settings, enable and start it. The same call changes it.") { noStart };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            WorkerUnit unit = options.Read(parsed);
            bool starts = !parsed.GetValue(noStart);
            if (OperatingSystem.IsWindows())
            {
                SystemdFiles.MakeFolder(unit);
                Windows.Install(WindowsUnitOf(unit), () => SystemdFiles.WriteSettings(unit), starts);
                Console.Out.WriteLine(unit.Name);
                return ExitCodes.Ok;
            }

            SystemdFiles.Write(unit);
            if (starts)
            {
                SystemdFiles.Tell("daemon-reload");
                SystemdFiles.Tell("enable", unit.FileName);
                SystemdFiles.Tell("restart", unit.FileName); // also when it ran before, with other settings
            }

            Console.Out.WriteLine(unit.Path);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var options = new ServiceOptions();
        var command = new Command("show", "Write what 'install' would do to the output: the unit, or on Windows its commands.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            WorkerUnit unit = options.Read(parsed);
            Console.Out.Write(OperatingSystem.IsWindows() ? WindowsUnitOf(unit).Text : unit.Text);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Status()
    {
        Option<string> name = ServiceOptions.Name();
        var command = new Command("status", "Say what it is doing, in the system's word. Exit code 0 if it runs.") { name };
        command.SetAction(parsed =>
        {
            string service = ServiceOptions.CheckName(parsed.GetRequiredValue(name));
            if (OperatingSystem.IsWindows())
            {
                string state = Windows.State(service) ?? throw new TickException(
                    TickErrorId.ServiceFailed, TickErrorKind.NotFound, $"There is no service '{service}'.")
                { Target = service };
                Console.Out.WriteLine(state);
                return state == "RUNNING" ? ExitCodes.Ok : ExitCodes.Failed;
            }

            (int code, string said) = SystemdFiles.Ask("is-active", ServiceOptions.FileOf(service));
            Console.Out.WriteLine(said);
            return code == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Uninstall()
    {
        Option<string> name = ServiceOptions.Name();
        Option<string> units = ServiceOptions.Units();
        var noStart = new Option<bool>("--no-start") { Description = "Remove the file only; do not tell systemd." };
        var command = new Command("uninstall", "Stop it, which drains, and remove it. Its settings and all runs stay.") { name, units, noStart };
        command.SetAction(parsed =>
        {
            string file = ServiceOptions.FileOf(parsed.GetRequiredValue(name));
            if (OperatingSystem.IsWindows())
            {
                Windows.Uninstall(parsed.GetRequiredValue(name));
                return ExitCodes.Ok;
            }

            if (!parsed.GetValue(noStart))
            {
                SystemdFiles.Tell("disable", "--now", file);
            }

            SystemdFiles.Remove(Path.Combine(parsed.GetRequiredValue(units), file));
            if (!parsed.GetValue(noStart))
            {
                SystemdFiles.Tell("daemon-reload");
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static WindowsUnit WindowsUnitOf(WorkerUnit unit) => new(unit, Environment.GetEnvironmentVariable(PasswordVariable));
}
