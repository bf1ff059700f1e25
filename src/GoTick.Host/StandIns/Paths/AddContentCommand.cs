using System.Management.Automation;
using System.Management.Automation.Provider;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Add-Content</c>.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class AddContentCommand : WriteContentCommand
{
    protected override string Action => "Add Content";

    protected override void Seek(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}
