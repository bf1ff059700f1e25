using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Copy-Item</c>.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class CopyItemCommand : ItemCommand
{
    private bool? _container;

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    /// <summary>Keeps the container itself (the default with -Recurse), or copies only what is in it.</summary>
    [Parameter]
    public SwitchParameter Container
    {
        get => _container ?? true;
        set => _container = value;
    }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? DynamicParametersFor(ProviderCall call) => call.CopyParameters(FirstPath, Destination, Recurse);

    protected override void ProcessRecord()
    {
        ProviderCall call = NewCall();
        call.PassThru = PassThru;
        CopyContainers containers = Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer;
        foreach (string path in Path)
        {
            Attempt(() => call.Copy(path, Destination, Recurse, containers));
        }
    }
}
