using System.ComponentModel;
using System.Text.RegularExpressions;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands.Services;

/// <summary>Makes, removes and looks at Windows services, by the system's <c>sc.exe</c>.</summary>
/// <param name="call">Calls the system's programs.</param>
/// <param name="pause">Lets time pass between two looks at a service.</param>
internal sealed partial class WindowsServices(ToolCall call, Action<TimeSpan> pause)
{
    // winerror.h
    private const int DoesNotExist = 1060;
    private const int NotActive = 1062;
    private const string Control = "sc.exe";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(10);

    /// <summary>Makes a service, or changes the one of that name.</summary>
    /// <param name="unit">The service.</param>
    /// <param name="writeSettings">Writes its settings, once its folder is protected.</param>
    /// <param name="starts">Whether it is started, or started again.</param>
    /// <exception cref="TickException"><c>TickServiceFailed</c>, with what the system said.</exception>
    public void Install(WindowsUnit unit, Action writeSettings, bool starts)
    {
        Tell("icacls", unit.Protect);
        writeSettings();
        bool isThere = State(unit.Unit.Name) is not null;
        Tell(Control, unit.Define(isThere ? "config" : "create"), unit.Password);
        foreach (IReadOnlyList<string> setting in unit.Settings)
        {
            Tell(Control, setting);
        }

        if (starts)
        {
            Stop(unit.Unit.Name);
            Tell(Control, ["start", unit.Unit.Name]);
        }
    }

    /// <summary>Stops a service, which drains, and removes it.</summary>
    /// <exception cref="TickException"><c>TickServiceFailed</c>: there is none, or the system said so.</exception>
    public void Uninstall(string name)
    {
        Stop(name);
        Tell(Control, ["delete", name]);
    }

    /// <summary>What a service is doing, as Windows names it (<c>RUNNING</c>, <c>STOPPED</c>, …); null when there is none.</summary>
    public string? State(string name)
    {
        (int code, string said) = Call(Control, ["query", name]);
        return code switch
        {
            DoesNotExist => null,
            0 when StateLine().Match(said) is { Success: true } line => line.Groups["state"].Value,
            _ => throw Failed(Control, ["query", name], code, said),
        };
    }

    private void Stop(string name)
    {
        (int code, string said) = Call(Control, ["stop", name]);
        if (code is not (0 or NotActive))
        {
            throw Failed(Control, ["stop", name], code, said);
        }

        // 'sc stop' only asks: the service drains.
        for (TimeSpan waited = TimeSpan.Zero; State(name) is not ("STOPPED" or null); waited += Look)
        {
            if (waited > LongestStop)
            {
                throw new TickException(TickErrorId.ServiceFailed, TickErrorKind.InvalidState, $"The service '{name}' has not stopped within {LongestStop.TotalMinutes} minutes.") { Target = name };
            }

            pause(Look);
        }
    }

    private void Tell(string program, IReadOnlyList<string> arguments, string? secret = null)
    {
        (int code, string said) = Call(program, arguments);
        if (code != 0)
        {
            throw Failed(program, [.. arguments.Select(a => a == secret ? "…" : a)], code, said);
        }
    }

    private (int ExitCode, string Said) Call(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return call(program, arguments);
        }
        catch (Win32Exception e)
        {
            throw Failed(program, [arguments[0]], e.NativeErrorCode, e.Message);
        }
    }

    private static TickException Failed(string program, IReadOnlyList<string> arguments, int code, string said) => new(
        TickErrorId.ServiceFailed,
        TickErrorKind.InvalidState,
        $"'{program} {WindowsUnit.Line(arguments)}' failed ({code}): {said} Services are made in a console that runs as administrator.")
    { Target = arguments[^1] };

    // The words before the colon are in the system's language; the states are not.
    [GeneratedRegex(@":\s+[1-7]\s+(?<state>STOPPED|START_PENDING|STOP_PENDING|RUNNING|CONTINUE_PENDING|PAUSE_PENDING|PAUSED)\b")]
    private static partial Regex StateLine();
}
