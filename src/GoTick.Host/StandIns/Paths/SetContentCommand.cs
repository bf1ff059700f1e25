using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Set-Content</c>.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class SetContentCommand : WriteContentCommand
{
    protected override string Action => "Set Content";

    protected override void Prepare(string path)
    {
        ProviderCall call = NewCall().Quiet();
        try
        {
            call.ClearContent(path);
            call.ThrowFirstError();
        }
        catch (Exception e) when (e is ItemNotFoundException or PSNotSupportedException)
        {
            // Nothing to clear: the item is new, or its provider replaces content as a whole.
            return;
        }
    }
}
