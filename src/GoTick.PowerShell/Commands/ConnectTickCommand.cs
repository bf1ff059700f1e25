using System.Management.Automation;
using System.Net;
using System.Security;
using GoTick.Core.Client;
using GoTick.PowerShell.Commands.Connections;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Connects this session to a store, or to a server that has one (<c>Connect-Tick https://HOST</c>): its commands use it from then on, unless <c>-Store</c> names another. Connecting again changes the store.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "Tick")]
[OutputType(typeof(TickConnection))]
public sealed class ConnectTickCommand : TickCommand
{
    /// <inheritdoc/>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public override string? Store { get; set; }

    /// <summary>The key of a server. Default: <c>$env:GOTICK_API_KEY</c>. It is never shown.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    private protected override string? GivenApiKey => ApiKey is { Length: > 0 } key ? new NetworkCredential("", key).Password : null;

    internal override void Take()
    {
        // Without an address, the one that a fresh session would take is meant, not the one that is connected now.
        if (Store is null)
        {
            TickSession.Current.Choose(null);
        }

        StoreConnection connection = Connection;
        TickSession.Current.Choose(connection);
        if (connection.Client is not TickClient { Store: var store })
        {
            WriteObject(new TickConnection(connection.Store, "server", partitions: 0, isShared: true));
            return;
        }

        foreach (string warning in store.Warnings)
        {
            WriteWarning(warning);
        }

        WriteObject(new TickConnection(connection.Store, store.Identity.Kind, store.Partitions, store.Identity.IsShared));
    }
}
