using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Remove-Item</c>.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class RemoveItemCommand : ItemCommand
{
    private bool _yesToAll;
    private bool _noToAll;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    protected override object? DynamicParametersFor(ProviderCall call) => call.RemoveParameters(FirstPath, Recurse);

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            Attempt(() => RemoveAll(path));
        }
    }

    private void RemoveAll(string path)
    {
        ProviderCall search = NewCall();
        if (Recurse)
        {
            // The filters choose what to remove below the path, not the path itself.
            search.Filter(null, [], []);
        }

        var found = search.Resolve(path);
        if (Literal && found.Count == 0)
        {
            WriteError(new ErrorRecord(
                new ItemNotFoundException($"Cannot find path '{path}' because it does not exist."),
                "PathNotFound",
                ErrorCategory.ObjectNotFound,
                path));
        }

        foreach (PathInfo item in found)
        {
            Attempt(() => Remove(item));
        }
    }

    private void Remove(PathInfo item)
    {
        ProviderCall call = NewCall();
        call.Literal = true;
        if (call.IsCurrentLocationOrAncestor(item.Path))
        {
            WriteError(new ErrorRecord(
                new PSInvalidOperationException($"Cannot remove the item at '{item.Path}' because it is in use."),
                "InvalidOperation",
                ErrorCategory.InvalidOperation,
                null));
            return;
        }

        bool isFull = !IsLink(item) && HasChildren(item);
        if (!Recurse && isFull && !ShouldContinue(
            $"The item at {item.Path} has children and -Recurse was not given. To go on removes them all with it. Go on?",
            null,
            ref _yesToAll,
            ref _noToAll))
        {
            return;
        }

        call.Remove(item.Path, isFull);
    }

    private bool HasChildren(PathInfo item)
    {
        ProviderCall probe = NewCall().Quiet();
        probe.Literal = true;
        bool has = probe.HasChild(item.Path);
        probe.ThrowFirstError();
        return has;
    }

    // A link is removed itself; what it points to is not this command's to empty.
    private static bool IsLink(PathInfo item)
        => item.Provider.Name == "FileSystem" && new DirectoryInfo(item.ProviderPath).LinkTarget is not null;
}
