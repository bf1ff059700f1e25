using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Files;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Writes runs into files, one a run: text, journal, branches, inbox and log, as they are at one moment. <c>Import-TickRun</c> puts one into another store. The
/// values of steps stand in it in the clear: keep it as safe as the store.
/// </summary>
[Cmdlet(VerbsData.Export, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportTickRunCommand : RunCommand
{
    /// <summary>The file, or a folder in which each run gets a file <c>ID.tickrun</c>. Default: the current folder.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override void Take(ItemId run)
    {
        string path = RunFiles.ForExport(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), run, Force);
        if (ShouldProcess(path, $"Export run {run} from {Connection.Store}"))
        {
            Await(RunFiles.WriteAsync(Client, run, path, Force, StopToken));
            WriteObject(new FileInfo(path));
        }
    }
}
