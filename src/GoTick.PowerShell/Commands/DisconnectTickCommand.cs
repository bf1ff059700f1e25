using System.Management.Automation;
using GoTick.PowerShell.Commands.Connections;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Ends this session's connection. The store is closed when nobody else in the process uses it; workers go on until they are stopped.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "Tick")]
[OutputType(typeof(void))]
public sealed class DisconnectTickCommand : TickCommand
{
    internal override void Take()
    {
        StoreKey key = StoreChoice.KeyOf(Store, Credential, SessionState.Path);
        if (TickSession.Current.Chosen?.Key == key)
        {
            TickSession.Current.Choose(null);
        }

        StoreConnections.Retire(key);
    }
}
