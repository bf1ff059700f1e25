using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Get-Item</c>.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
internal sealed class GetItemCommand : ItemCommand
{
    protected override object? DynamicParametersFor(ProviderCall call) => call.GetParameters(FirstPath);

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            Attempt(() => NewCall().Get(path));
        }
    }
}
