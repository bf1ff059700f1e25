using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Remote;

/// <summary>
/// The door to a server, over HTTP. Facets: as those of <see cref="ITickClient"/>. Errors are the same as over a store; a server that cannot be reached, or that
/// cannot reach its store, is <see cref="StoreUnavailableException"/>. Who does something is the owner of the key: the server does not take a caller's word.
/// </summary>
internal sealed partial class RemoteClient : ITickClient, IRunMender
{
    private readonly RemoteAddress _address;
    private readonly RemoteCalls _calls;
    private readonly TimeProvider _time = TimeProvider.System;

    private RemoteClient(RemoteAddress address, RemoteCalls calls) => (_address, _calls) = (address, calls);

    /// <inheritdoc/>
    public string StoreName => _address.ToString();

    /// <summary>Connects: the server answers, and takes the key.</summary>
    /// <param name="address"><c>https://HOST</c>.</param>
    /// <param name="key">The API key; null = none.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>; what the server says of the key; <see cref="StoreUnavailableException"/>.</exception>
    public static async Task<RemoteClient> ConnectAsync(string address, string? key, CancellationToken cancel = default)
    {
        RemoteAddress parsed = RemoteAddress.Parse(address);
        var calls = new RemoteCalls(parsed, key);
        try
        {
            await calls.GetAsync<Page<RunView>>("runs?limit=1", cancel);
            return new RemoteClient(parsed, calls);
        }
        catch (TickException e)
        {
            calls.Dispose();
            throw e.ErrorId == TickErrorId.RouteNotFound ? RemoteErrors.NoServer(parsed.ToString(), "it has no such API") : e;
        }
        catch
        {
            calls.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _calls.Dispose();
        return ValueTask.CompletedTask;
    }
}
