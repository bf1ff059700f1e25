using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.PowerShell.Remote;

namespace GoTick.PowerShell.Commands.Connections;

/// <summary>An open store that several commands and workers of the process share. It closes once it was retired and nobody uses it.</summary>
internal sealed class StoreConnection(StoreKey key, ITickClient client)
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _isRetired;

    /// <summary>What it was opened with.</summary>
    public StoreKey Key => key;

    /// <summary>The door to the store, or to a server that has one.</summary>
    public ITickClient Client => client;

    /// <summary>The door to the store itself.</summary>
    /// <exception cref="TickException"><c>TickNotSupported</c>: it is a server.</exception>
    public TickClient Direct => client.Direct();

    /// <summary>The store for people, without user and password.</summary>
    public string Store => client.StoreName;

    /// <summary>Uses it until <see cref="Release"/>; false when it is closed already.</summary>
    public bool TryUse()
    {
        lock (_lock)
        {
            if (_isRetired && _users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_users == 0 && _isRetired;
        }

        Close(isLast);
    }

    /// <summary>It is no longer handed out.</summary>
    public void Retire()
    {
        bool isUnused;
        lock (_lock)
        {
            isUnused = !_isRetired && _users == 0;
            _isRetired = true;
        }

        Close(isUnused);
    }

    private void Close(bool isTime)
    {
        if (isTime)
        {
            client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
