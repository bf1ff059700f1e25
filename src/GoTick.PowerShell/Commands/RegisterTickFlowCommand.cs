using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Publishes flows from their files: new runs begin with these texts, runs on their way go on with theirs. Registering an older text again is a rollback.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "TickFlow", SupportsShouldProcess = true)]
[OutputType(typeof(TickFlow))]
public sealed class RegisterTickFlowCommand : TickCommand
{
    /// <summary>Scripts, or folders of flows; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The folder that flows are named below: <c>demo/close-order</c>. Default: for a script its own folder, for a folder itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    internal override void Take()
    {
        string? root = Root is null ? null : GetUnresolvedProviderPathFromPSPath(Root);
        Each(Path.SelectMany(Resolved), file => Each(Entries(file, root), Publish));
    }

    private IEnumerable<string> Resolved(string path) =>
        WildcardPattern.ContainsWildcardCharacters(path) && SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _) is { Count: > 0 } found
            ? found
            : [GetUnresolvedProviderPathFromPSPath(path)];

    private static IEnumerable<FlowFolderEntry> Entries(string path, string? root) =>
        Directory.Exists(path) ? FlowSource.ReadFolder(path) : [new FlowFolderEntry.Flow(path, FlowSource.Read(path, root))];

    private void Publish(FlowFolderEntry entry)
    {
        FlowSource source = entry switch
        {
            FlowFolderEntry.Flow flow => flow.Source,
            FlowFolderEntry.Broken broken => throw broken.Error,
            _ => throw new TickException(TickErrorId.InternalError, TickErrorKind.Internal, $"'{entry.Path}' is neither a flow nor broken."),
        };
        if (ShouldProcess(source.Definition.Name, $"Publish {source.Path} to {Connection.Store}"))
        {
            Await(Client.PublishAsync(source.Definition, source.Version, onlyIfNew: false, cancel: StopToken));
            WriteObject(new TickFlow(Await(Client.GetFlowAsync(source.Definition.Name, StopToken)), Connection.Store));
        }
    }
}
