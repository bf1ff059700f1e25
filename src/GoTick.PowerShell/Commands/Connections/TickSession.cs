using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Commands.Connections;

/// <summary>What one PowerShell session is connected to. Each runspace has its own.</summary>
internal sealed class TickSession
{
    private static readonly ConditionalWeakTable<Runspace, TickSession> Sessions = [];
    private readonly Lock _lock = new();
    private StoreConnection? _connection;

    /// <summary>The session of this thread.</summary>
    public static TickSession Current => Of(Runspace.DefaultRunspace);

    /// <summary>The session of a runspace.</summary>
    public static TickSession Of(Runspace runspace) => Sessions.GetOrCreateValue(runspace);

    /// <summary>What <c>Connect-Tick</c> chose, or the store of the worker that the session belongs to; null when nothing is chosen.</summary>
    public StoreConnection? Chosen => _connection;

    /// <summary>Makes a worker's store that of one of its sessions. The worker keeps it open, and closes it.</summary>
    public static void Attach(Runspace runspace, TickClient client)
    {
        StoreKey key = new(client.Store.Identity.Text, null, null);
        Of(runspace).Choose(new StoreConnection(key, client));
    }

    /// <summary>Chooses a connection, or none; what was chosen before is released.</summary>
    /// <param name="connection">A connection that this takes a use of.</param>
    public void Choose(StoreConnection? connection)
    {
        ObjectDisposedException.ThrowIf(connection?.TryUse() == false, typeof(StoreConnection));

        StoreConnection? before;
        lock (_lock)
        {
            before = _connection;
            _connection = connection;
        }

        before?.Release();
    }
}
