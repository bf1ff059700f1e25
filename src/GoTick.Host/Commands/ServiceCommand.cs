using System.CommandLine;

namespace GoTick.Host.Commands;

/// <summary><c>gotick service</c>: a worker or a server that starts with the machine, as a systemd unit.</summary>
internal static class ServiceCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("service", "A worker, or a server, that starts with the machine and is started again when it dies (systemd).")
    {
        Install(),
        Show(),
        Uninstall(),
    };

    private static Command Install()
    {
        var options = new ServiceOptions();
        var noStart = new Option<bool>("--no-start") { Description = "Write the files only; do not tell systemd." };
        var command = new Command("install", "Write the unit and its settings, enable and start it. The same call changes it.") { noStart };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            WorkerUnit unit = options.Read(parsed);
            SystemdFiles.Write(unit);
            if (!parsed.GetValue(noStart))
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
        var command = new Command("show", "Write what 'install' would put into the unit to the output.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            Console.Out.Write(options.Read(parsed).Text);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Uninstall()
    {
        Option<string> name = ServiceOptions.Name();
        Option<string> units = ServiceOptions.Units();
        var noStart = new Option<bool>("--no-start") { Description = "Remove the file only; do not tell systemd." };
        var command = new Command("uninstall", "Stop it, which drains, and remove its unit. Its settings and all runs stay.") { name, units, noStart };
        command.SetAction(parsed =>
        {
            string file = ServiceOptions.FileOf(parsed.GetRequiredValue(name));
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
}
