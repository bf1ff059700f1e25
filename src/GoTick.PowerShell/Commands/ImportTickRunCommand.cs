using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Files;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Puts exported runs into this store. One that had ended can be looked at as before; one that had not comes suspended, and goes on here when it is resumed. All of a
/// file is checked first: one that is damaged is the error <c>TickArchiveInvalid</c>, and nothing of it is imported. The text in it is code that workers
/// execute once the run is resumed: import what you trust.
/// </summary>
[Cmdlet(VerbsData.Import, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(TickRun))]
public sealed class ImportTickRunCommand : TickCommand
{
    /// <summary>The files that <c>Export-TickRun</c> wrote.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Another id for the run. Default: its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    internal override void Take() => Each(Path, Import);

    private void Import(string given)
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(given);
        ItemId? id = Id is null ? null : ItemId.ParseRoot(Id);
        if (ShouldProcess(path, $"Import the run into {Connection.Store}"))
        {
            StartResult imported = Await(RunFiles.ReadAsync(Client, path, id, StopToken));
            WriteObject(new TickRun(Await(Client.GetRunAsync(imported.Id, StopToken)), Connection.Store));
        }
    }
}
