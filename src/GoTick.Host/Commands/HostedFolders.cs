using GoTick.Core.Client;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>The folders of flows that a worker or a server publishes, and goes on publishing when they change.</summary>
internal sealed class HostedFolders : IAsyncDisposable
{
    private readonly List<FlowFolder> _folders = [];
    private readonly Action<string> _say;

    private HostedFolders(Action<string> say) => _say = say;

    /// <summary>The folders.</summary>
    public IReadOnlyCollection<FlowFolder> All => _folders;

    /// <summary>Publishes what is new in the folders.</summary>
    /// <param name="client">The store's client.</param>
    /// <param name="paths">The folders.</param>
    /// <param name="say">Told of what was published and of what could not be.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<HostedFolders> OpenAsync(TickClient client, IEnumerable<string> paths, Action<string> say, CancellationToken stop)
    {
        var folders = new HostedFolders(say);
        try
        {
            foreach (string path in paths)
            {
                folders._folders.Add(await FlowFolder.OpenAsync(path, PublishAsync, folders.Warn, UserFolders.Histories, cancel: stop));
            }

            return folders;
        }
        catch
        {
            await folders.DisposeAsync();
            throw;
        }

        async Task PublishAsync(FlowSource source, bool onlyIfNew, CancellationToken cancel)
        {
            if (await client.PublishAsync(source.Definition, source.Version, onlyIfNew, cancel: cancel))
            {
                say($"Published {source.Definition.Name} ({source.Version.Hash[..12]})");
            }
        }
    }

    /// <summary>Says which they are.</summary>
    public void Tell()
    {
        foreach (FlowFolder folder in _folders)
        {
            _say($"Flows from {folder.Path}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (FlowFolder folder in _folders)
        {
            await folder.DisposeAsync();
        }
    }

    private void Warn(string message) => _say("WARNING: " + message.ReplaceLineEndings(" "));
}
