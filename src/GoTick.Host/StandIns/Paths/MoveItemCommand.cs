using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Move-Item</c>.</summary>
[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class MoveItemCommand : ItemCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? DynamicParametersFor(ProviderCall call) => call.MoveParameters(FirstPath, Destination);

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            Attempt(() => MoveAll(path));
        }
    }

    private void MoveAll(string path)
    {
        if (Literal)
        {
            Move(path);
            return;
        }

        foreach (PathInfo item in NewCall().Resolve(path))
        {
            Attempt(() => Move(item.Path));
        }
    }

    private void Move(string path)
    {
        ProviderCall call = NewCall();
        call.Literal = true;
        if (!call.Exists(path))
        {
            Refuse($"Cannot move item because the item at '{path}' does not exist.");
        }
        else if (call.IsCurrentLocationOrAncestor(path))
        {
            Refuse($"Cannot move the item at '{path}' because it is in use.");
        }
        else
        {
            call.PassThru = PassThru;
            call.Move(path, Destination);
        }
    }

    private void Refuse(string message)
        => WriteError(new ErrorRecord(new PSInvalidOperationException(message), "InvalidOperation", ErrorCategory.InvalidOperation, null));
}
