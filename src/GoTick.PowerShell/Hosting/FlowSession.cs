using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using GoTick.PowerShell.Commands.Flow;

namespace GoTick.PowerShell.Hosting;

/// <summary>The session that a flow runs in: the engine's commands, what the host adds, and the cmdlets of this assembly.</summary>
internal static class FlowSession
{
    /// <summary>The function that runs a flow's block: parameters are bound by name, and a failure to bind stops it.</summary>
    public const string RunFunction = "GoTick-RunFlow";

    // Stop counts for the call itself (a parameter that does not bind): the block is bound to a module, whose preferences are its own.
    private const string RunBody = "param($GoTickBlock, $GoTickArguments) $ErrorActionPreference = 'Stop'; & $GoTickBlock @GoTickArguments";

    public static InitialSessionState Create(Action<InitialSessionState>? add)
    {
        TickTypeAccelerators.Register();
        var state = InitialSessionState.CreateDefault2();
        add?.Invoke(state);
        foreach (Type type in typeof(FlowCommand).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
            }
        }

        state.Commands.Add(new SessionStateFunctionEntry(RunFunction, RunBody));
        return state;
    }
}
