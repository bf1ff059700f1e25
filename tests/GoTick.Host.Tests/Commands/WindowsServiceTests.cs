using System.Text;
using GoTick.Core.Errors;
using GoTick.Host.Commands;
using GoTick.Host.Commands.Services;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Commands;

/// <summary>What is said to Windows; no Windows is asked here.</summary>
public sealed class WindowsServiceTests
{
    private const string Running = "SERVICE_NAME: gotick\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : 4  RUNNING\r\n"
        + "                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)\r\n        WIN32_EXIT_CODE    : 0  (0x0)";

    private readonly List<string> _said = [];
    private readonly Queue<(int, string)> _states = new();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData(@"C:\Program Files\GoTick\", "\"C:\\Program Files\\GoTick\\\\\"")]
    [InlineData(@"C:\flows\", @"C:\flows\")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData(@"back\""quoted", "\"back\\\\\\\"quoted\"")]
    [InlineData("tab\there", "\"tab\there\"")]
    public void Line_OneWord_IsReadBackAsItWas(string word, string written)
    {
        Assert.Equal(written, WindowsUnit.Line([word]));
        Assert.Equal([word, "next", word], Words(WindowsUnit.Line([word, "next", word])));
    }

    [Fact]
    public void CommandLine_IsReadByServiceRunAsTheWorkersOwnCall()
    {
        string[] call = ["worker", "--flows", @"C:\our flows\", "--queue", "a \"b\"", "--drain", "5"];
        WorkerUnit unit = Unit(call);

        string[] words = [.. Words(new WindowsUnit(unit, null).CommandLine)];

        Assert.Equal(WorkerUnit.ThisProgram, words[..WorkerUnit.ThisProgram.Count]);
        System.CommandLine.ParseResult parsed = ServiceRunCommand.Create().Parse(words[(WorkerUnit.ThisProgram.Count + 2)..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(call, parsed.GetValue<string[]>("COMMAND"));
        Assert.Equal((unit.Name, unit.SettingsPath, 5d), (parsed.GetValue<string>("--name"), parsed.GetValue<string>("--settings"), parsed.GetValue<double>("--drain")));
    }

    [Theory]
    [InlineData(null, @"NT AUTHORITY\LocalService")]
    [InlineData("localservice", @"NT AUTHORITY\LocalService")]
    [InlineData("NetworkService", @"NT AUTHORITY\NetworkService")]
    [InlineData("LocalSystem", "LocalSystem")]
    [InlineData(@"NT SERVICE\gotick", @"NT SERVICE\gotick")]
    [InlineData(@"CORP\gotick$", @"CORP\gotick$")]
    [InlineData("ops@corp.example", "ops@corp.example")]
    [InlineData("ops", @".\ops")]
    public void Account_IsNamedAsTheServiceManagerDoes(string? given, string account) =>
        Assert.Equal(account, new WindowsUnit(Unit(["worker"]) with { User = given }, null).Account);

    [Fact]
    public void Install_New_ProtectsItsFolderBeforeItsSettingsAreThere_DefinesAndStartsIt()
    {
        _states.Enqueue((1060, "The specified service does not exist as an installed service."));
        _states.Enqueue((0, Running.Replace("4  RUNNING", "1  STOPPED", StringComparison.Ordinal)));
        var unit = new WindowsUnit(Unit(["worker"]) with { User = "ops" }, "pass word");

        Services().Install(unit, () => _said.Add("settings"), starts: true);

        Assert.Equal(
        [
            $"icacls {unit.Folder}|/inheritance:r|/grant:r|*S-1-5-18:(OI)(CI)F|*S-1-5-32-544:(OI)(CI)F|ops:(OI)(CI)M",
            "settings",
            "sc.exe query|gotick",
            $"sc.exe create|gotick|binPath=|{unit.CommandLine}|start=|delayed-auto|obj=|.\\ops|DisplayName=|GoTick worker (gotick)|password=|pass word",
            "sc.exe description|gotick|GoTick worker. Made by 'gotick service install'; the same call changes it.",
            "sc.exe failure|gotick|reset=|86400|actions=|restart/2000/restart/10000/restart/60000",
            "sc.exe failureflag|gotick|1",
            "sc.exe stop|gotick",
            "sc.exe query|gotick",
            "sc.exe start|gotick",
        ],
        _said);
    }

    [Fact]
    public void Install_OneThatRuns_ChangesIt_WaitsUntilItHasDrained_AndStartsItAgain()
    {
        _states.Enqueue((0, Running));
        _states.Enqueue((0, Running.Replace("4  RUNNING", "3  STOP_PENDING", StringComparison.Ordinal)));
        _states.Enqueue((0, Running.Replace("        STATE              : 4  RUNNING", "        STATUS             : 1  STOPPED", StringComparison.Ordinal)));

        Services().Install(new WindowsUnit(Unit(["worker"]), null), () => { }, starts: true);

        Assert.StartsWith("sc.exe config|gotick|binPath=|", _said[2], StringComparison.Ordinal);
        Assert.Equal(["sc.exe stop|gotick", "sc.exe query|gotick", "pause", "sc.exe query|gotick", "sc.exe start|gotick"], _said[^5..]);
    }

    [Fact]
    public void Uninstall_StopsItAndWaits_ThenRemovesIt()
    {
        _states.Enqueue((0, Running));
        _states.Enqueue((0, Running.Replace("4  RUNNING", "1  STOPPED", StringComparison.Ordinal)));

        Services().Uninstall("gotick");

        Assert.Equal(["sc.exe stop|gotick", "sc.exe query|gotick", "pause", "sc.exe query|gotick", "sc.exe delete|gotick"], _said);
    }

    [Theory]
    [InlineData("stop", 5)]
    [InlineData("stop", 1060)]
    [InlineData("delete", 1072)]
    public void Uninstall_Refused_IsAnErrorThatSaysWhatWindowsSaid(string verb, int code)
    {
        _states.Enqueue((0, Running.Replace("4  RUNNING", "1  STOPPED", StringComparison.Ordinal)));

        var error = Assert.Throws<TickException>(() => Services(verb, code).Uninstall("gotick"));

        Assert.Equal(TickErrorId.ServiceFailed, error.ErrorId);
        Assert.Contains($"({code}): no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_Refused_DoesNotTellThePassword()
    {
        _states.Enqueue((1060, "none"));
        var unit = new WindowsUnit(Unit(["worker"]) with { User = "ops" }, "pass word");

        var error = Assert.Throws<TickException>(() => Services("create", 5).Install(unit, () => { }, starts: true));

        Assert.DoesNotContain("pass word", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass word", unit.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "4  RUNNING", "RUNNING")]
    [InlineData(0, "1  STOPPED", "STOPPED")]
    [InlineData(0, "2  START_PENDING", "START_PENDING")]
    [InlineData(1060, "", null)]
    public void State_IsTheSystemsWord(int code, string state, string? expected)
    {
        _states.Enqueue((code, Running.Replace("4  RUNNING", state, StringComparison.Ordinal)));

        Assert.Equal(expected, Services().State("gotick"));
    }

    [Fact]
    public void Settings_ThatInstallWrites_AreReadAsTheyWere()
    {
        using var folder = new TestFolder();
        WorkerUnit unit = Unit(["worker"]) with { SettingsPath = folder.File("gotick/settings.env"), Store = @"sqlite:C:\our ""data""\store.db" };
        SystemdFiles.WriteSettings(unit);
        File.AppendAllText(unit.SettingsPath, "# a note=1\nGOTICK_PASSWORD=a=b\n\n");

        Assert.Equal([("GOTICK_STORE", unit.Store!), ("GOTICK_PASSWORD", "a=b")], SettingsFile.Read(unit.SettingsPath));
        Assert.Empty(SettingsFile.Read(folder.File("none")));
    }

    private static WorkerUnit Unit(string[] arguments) => new()
    {
        Name = "gotick",
        Description = "GoTick worker",
        Path = "",
        SettingsPath = "/data/gotick folder/gotick/settings.env",
        Arguments = arguments,
        Drain = TimeSpan.FromSeconds(5),
    };

    private WindowsServices Services(string? refused = null, int code = 0) => new(
        (program, arguments) =>
        {
            _said.Add($"{program} {string.Join('|', arguments)}");
            return arguments[0] == refused ? (code, "no") : arguments[0] == "query" ? _states.Dequeue() : (0, "");
        },
        _ => _said.Add("pause"));

    /// <summary>A command line as C programs of Windows take it apart, written after Microsoft's description of their rules.</summary>
    private static IEnumerable<string> Words(string line)
    {
        int at = 0;
        while (at < line.Length)
        {
            while (at < line.Length && line[at] is ' ' or '\t')
            {
                at++;
            }

            var word = new StringBuilder();
            bool isQuoted = false;
            for (; at < line.Length && (isQuoted || line[at] is not (' ' or '\t')); at++)
            {
                int backslashes = 0;
                while (at < line.Length && line[at] == '\\')
                {
                    backslashes++;
                    at++;
                }

                if (at < line.Length && line[at] == '"')
                {
                    word.Append('\\', backslashes / 2);
                    if (backslashes % 2 == 1)
                    {
                        word.Append('"');
                    }
                    else
                    {
                        isQuoted = !isQuoted;
                    }

                    continue;
                }

                word.Append('\\', backslashes);
                if (at >= line.Length || (!isQuoted && line[at] is ' ' or '\t'))
                {
                    break;
                }

                word.Append(line[at]);
            }

            yield return word.ToString();
        }
    }
}
