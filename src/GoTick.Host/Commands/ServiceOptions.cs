using System.CommandLine;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands;

/// <summary>The options of <c>gotick service install</c> and <c>show</c>.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string> _name = Name();
    private readonly Option<string> _units = Units();
    private readonly Option<string> _settings = new("--settings")
    {
        Description = "The folder of the file with its store, readable by its owner only. A line GOTICK_PASSWORD=… there is the store's password.",
        HelpName = "DIR",
        DefaultValueFactory = _ => OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "GoTick") : "/etc/gotick",
    };

    private readonly Option<string[]> _flows = new("--flows") { Description = "Folders of flows that it publishes.", HelpName = "DIR", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _queues = new("--queue") { Description = "The queues it serves. Default: default.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "How many runs and branches at one time.", HelpName = "N" };
    private readonly Option<double> _drain = new("--drain")
    {
        Description = "Seconds that running steps may go on once it is told to stop.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<string?> _reboot = new("--reboot-command") { Description = "What Restart-TickComputer runs.", HelpName = "COMMAND" };
    private readonly Option<string?> _user = new("--user") { Description = "The account that it runs under. Default: root, who may reboot; on Windows LocalService. A Windows account's password: $GOTICK_SERVICE_PASSWORD.", HelpName = "NAME" };
    private readonly Option<bool> _server = new("--server") { Description = "A server, with its API and dashboard, in place of a worker alone; named gotick-server." };
    private readonly Option<string?> _urls = new("--urls") { Description = "Where the server listens.", HelpName = "URL" };
    private readonly Option<bool> _noWorker = new("--no-worker") { Description = "The server executes nothing." };
    private readonly TrustOptions _trust = new();
    private readonly AccessOptions _access = new();
    private readonly Option<string?> _store = StoreOption.Create();

    public static Option<string> Name() => new("--name") { Description = "The service's name.", HelpName = "NAME", DefaultValueFactory = _ => "gotick" };

    public static Option<string> Units() => new("--units") { Description = "The folder of units (systemd).", HelpName = "DIR", DefaultValueFactory = _ => "/etc/systemd/system" };

    /// <summary>Checks a service's name, and that this system has services that are known here.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickNotSupported</c>.</exception>
    public static string CheckName(string name)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            throw new TickException(
                TickErrorId.NotSupported,
                TickErrorKind.InvalidInput,
                "Services are made for systemd and for Windows. Elsewhere have the system start 'gotick worker' with the machine: on macOS by a launch daemon.");
        }

        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@')
            ? name
            : throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{name}' cannot name a service: letters, digits and - _ . @ can.")
            { Target = name };
    }

    /// <summary>The unit's file name.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickNotSupported</c>.</exception>
    public static string FileOf(string name) => CheckName(name) + ".service";

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _name, _flows, _queues, _concurrency, _drain, _reboot, _user, _store, _units, _settings, _server, _urls, _noWorker })
        {
            command.Add(option);
        }

        _trust.AddTo(command);
        _access.AddTo(command);
        command.Validators.Add(result =>
        {
            Option[] others = result.GetValue(_server) ? [_drain, _reboot] : [_urls, _noWorker, .. _access.All];
            foreach (Option odd in others.Where(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError(result.GetValue(_server) ? $"{odd.Name} is for workers alone." : $"{odd.Name} is for servers: give --server, too.");
            }
        });
    }

    /// <summary>The unit that they describe.</summary>
    public WorkerUnit Read(ParseResult parsed)
    {
        bool isServer = parsed.GetValue(_server);
        string name = isServer && parsed.GetResult(_name) is not { Implicit: false } ? "gotick-server" : parsed.GetRequiredValue(_name);
        string file = FileOf(name);
        string[] flows = [.. (parsed.GetValue(_flows) ?? []).Select(Path.GetFullPath)];
        if (flows.FirstOrDefault(f => !Directory.Exists(f)) is { } missing)
        {
            throw new TickException(TickErrorId.FlowFolderNotFound, TickErrorKind.NotFound, $"There is no folder '{missing}'.") { Target = missing };
        }

        List<string> arguments = [isServer ? "server" : "worker"];
        AddAll("--flows", flows);
        AddAll("--queue", parsed.GetValue(_queues) ?? []);
        if (parsed.GetValue(_concurrency) is { } concurrency)
        {
            AddAll("--concurrency", [concurrency.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        }

        _trust.Read(parsed, flows); // what is wrong is told now, not when the machine starts
        arguments.AddRange(_trust.Words(parsed));
        double drain = Math.Clamp(parsed.GetValue(_drain), 0, 86_400);
        if (isServer)
        {
            _access.Read(parsed); // for the same reason
            AddAll("--urls", parsed.GetValue(_urls) is { } urls ? [urls] : []);
            arguments.AddRange(_access.Words(parsed));
            arguments.AddRange(parsed.GetValue(_noWorker) ? ["--no-worker"] : []);
        }
        else
        {
            AddAll("--drain", [drain.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            AddAll("--reboot-command", parsed.GetValue(_reboot) is { } reboot ? [reboot] : []);
        }

        return new WorkerUnit
        {
            Name = name,
            Description = isServer ? "GoTick server" : "GoTick worker",
            Path = Path.Combine(parsed.GetRequiredValue(_units), file),
            SettingsPath = OperatingSystem.IsWindows()
                ? Path.GetFullPath(Path.Combine(parsed.GetRequiredValue(_settings), name, "settings.env"))
                : Path.Combine(parsed.GetRequiredValue(_settings), name + ".env"),
            Arguments = arguments,
            Drain = TimeSpan.FromSeconds(drain),
            User = parsed.GetValue(_user),
            Store = parsed.GetValue(_store) ?? Environment.GetEnvironmentVariable("GOTICK_STORE"),
        };

        void AddAll(string option, string[] values)
        {
            foreach (string value in values)
            {
                arguments.AddRange([option, value]);
            }
        }
    }
}
