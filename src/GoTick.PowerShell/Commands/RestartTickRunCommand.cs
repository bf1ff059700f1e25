using System.Collections;
using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Makes a new run from one that has ended or is suspended, as <c>ID@r2</c>, <c>ID@r3</c>, …: from the start, or with <c>-FromStep</c> with what was recorded
/// before that step. The origin stays as it is. A suspended run whose text alone changes (<c>-UseCurrentVersion</c>) goes on itself.
/// </summary>
[Cmdlet(VerbsLifecycle.Restart, "TickRun", SupportsShouldProcess = true)]
[OutputType(typeof(TickRun))]
public sealed class RestartTickRunCommand : RunCommand
{

    /// <summary>
    /// The step that runs again first, as <c>Get-TickStep</c> names it: <c>NAME</c>, <c>NAME#2</c>, or the name of a wait's branches. What was recorded before it is
    /// kept. Default: nothing is kept; with <c>-UseCurrentVersion</c> everything but what the run ended by.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StepNameCompleter))]
    public string? FromStep { get; set; }

    /// <summary>Arguments that are to differ; the others stay. Defaults that were evaluated stay as they were recorded.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Arguments { get; set; }

    /// <summary>Values of kept memos and arrays that are to differ, by name: <c>@{ region = 'eu'; 'state:count' = 3 }</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary SetStep { get; set; } = new Hashtable();

    /// <summary>
    /// Goes by the text that the catalogue has now. What is kept is first replayed against it in this process: flow scope runs, blocks do not. When it does
    /// not fit, nothing is started: <c>TickVersionMismatch</c>, which names step and line.
    /// </summary>
    [Parameter]
    public SwitchParameter UseCurrentVersion { get; set; }

    internal override void Take(ItemId run)
    {
        if (!ShouldProcess(run.Text, FromStep is null ? "Restart" : $"Restart from step '{FromStep}'"))
        {
            return;
        }

        var what = new RunRestart
        {
            Run = run,
            FromStep = FromStep,
            Arguments = Arguments is null ? null : _ => Arguments,
            Values = SetStep,
            UsesCurrentVersion = UseCurrentVersion,
        };
        RunView made = Await(Client.GetRunAsync(Await(RunMending.Of(Client).RestartAsync(what, StopToken)), StopToken));
        WarnWithoutWorker(made.Queue, "The run waits");
        WriteObject(Shown(made));
    }
}
