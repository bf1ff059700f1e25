using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Looks a flow's file over without running it; writes what is surely wrong, and nothing when all is well. With <c>-AgainstRuns</c> it replays the journals of the
/// runs in flight against the file and says of each whether it could go on with it: flow scope runs in this process, blocks do not, and nothing is written.
/// What flow scope calls outside of GoTick is really called.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "TickFlow", DefaultParameterSetName = FileOnly)]
[OutputType(typeof(TickFlowFault), ParameterSetName = [FileOnly])]
[OutputType(typeof(TickRunFit), ParameterSetName = [WithRuns])]
public sealed class TestTickFlowCommand : TickCommand
{
    private const string FileOnly = "File";
    private const string WithRuns = "Runs";

    /// <summary>The flow's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Checks the file against the runs that have not ended. Their own texts play no part.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WithRuns)]
    public SwitchParameter AgainstRuns { get; set; }

    /// <summary>The flow whose runs are meant. Default: the one that the file is, by its setting or its name.</summary>
    [Parameter(ParameterSetName = WithRuns)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string? Flow { get; set; }

    /// <summary>Only this run.</summary>
    [Parameter(ParameterSetName = WithRuns)]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? Run { get; set; }

    internal override void Take() => Each(Path, path =>
    {
        string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        if (AgainstRuns)
        {
            ItemId? run = Run is null ? null : ItemId.FromStored(Run);
            foreach (RunFit fit in new RunsInFlight(Connection.Direct).CheckAsync(FlowSource.Read(full, null), Flow, run, StopToken).ToBlockingEnumerable(StopToken))
            {
                WriteObject(new TickRunFit(fit, Connection.Store));
            }

            return;
        }

        foreach (FlowFinding finding in FlowCheck.Of(full))
        {
            WriteObject(new TickFlowFault(finding, path));
        }
    });
}
