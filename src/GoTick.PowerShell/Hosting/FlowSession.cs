using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace GoTick.PowerShell.Hosting;

/// <summary>The session that flows run in: PowerShell's own commands, what the host adds, and the cmdlets of this assembly.</summary>
internal static class FlowSession
{
    private static readonly Lazy<SessionStateCmdletEntry[]> Cmdlets = new(() =>
    [
        .. typeof(FlowSession).Assembly.GetExportedTypes()
            .Select(type => (type, cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(c => c.cmdlet is not null)
            .Select(c => new SessionStateCmdletEntry($"{c.cmdlet!.VerbName}-{c.cmdlet.NounName}", c.type, helpFileName: null)),
    ]);

    private static readonly Lazy<bool> IsFullPowerShell = new(HasUtility);

    /// <summary>A session state for one slot.</summary>
    /// <param name="add">Adds a host's commands; null where PowerShell brings all.</param>
    public static InitialSessionState Create(Action<InitialSessionState>? add)
    {
        TickTypeAccelerators.Register();
        // With all commands in the session nothing is looked up on disk while a flow runs: a first lookup costs 40-67 ms.
        InitialSessionState state = IsFullPowerShell.Value ? InitialSessionState.CreateDefault() : InitialSessionState.CreateDefault2();
        add?.Invoke(state);
        state.Commands.Add(Cmdlets.Value);
        return state;
    }

    private static bool HasUtility()
    {
        try
        {
            Assembly.Load("Microsoft.PowerShell.Commands.Utility");
            Assembly.Load("Microsoft.PowerShell.Commands.Management");
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
