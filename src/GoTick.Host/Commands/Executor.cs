using System.Management.Automation.Runspaces;
using GoTick.Core.Client;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>Makes what executes scripts in this host.</summary>
internal static class Executor
{
    /// <summary>
    /// Texts are laid down in the user's data folder; the stand-ins are added where PowerShell's own commands are missing; the cmdlets in a flow mean the
    /// worker's store.
    /// </summary>
    public static FlowExecutor Create(TickClient client) => new(
        UserFolders.Versions,
        StandIns.StandIns.AddTo,
        runspace => Opened(runspace, client));

    private static void Opened(Runspace runspace, TickClient client)
    {
        StandIns.StandIns.AttachTo(runspace);
        TickSession.Attach(runspace, client);
    }
}
