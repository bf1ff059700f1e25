using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands.Streams;

/// <summary>Writes what a run wrote to the same streams of a cmdlet, whose session decides what of it is seen.</summary>
internal sealed class StreamReplay(Cmdlet cmdlet)
{
    private ProgressReport? _shown;

    /// <summary>One record. What a task wrote to the pipeline is kept with its step and is no output of the run; progress is shown live only.</summary>
    public void Write(StreamRecord record)
    {
        switch (record.Stream)
        {
            case StreamKind.Warning:
                cmdlet.WriteWarning(record.Text);
                break;
            case StreamKind.Verbose:
                cmdlet.WriteVerbose(record.Text);
                break;
            case StreamKind.Debug:
                cmdlet.WriteDebug(record.Text);
                break;
            case StreamKind.Information:
                cmdlet.WriteInformation(record.Text, []);
                break;
            case StreamKind.Host:
                cmdlet.WriteInformation(new HostInformationMessage { Message = record.Text }, ["PSHOST"]);
                break;
            case StreamKind.Error:
                cmdlet.WriteError(new ErrorRecord(new RemoteException(record.Text), TickErrorId.RunWroteError, ErrorCategory.NotSpecified, record.Step));
                break;
            case StreamKind.Output or StreamKind.Progress:
                break;
            default:
                throw new InvalidOperationException($"Unknown stream {record.Stream}.");
        }
    }

    /// <summary>How far the run is, when that changed.</summary>
    public void Progress(RunView run)
    {
        bool isOver = run.Status.IsTerminal() || run.Status == RunStatus.Suspended;
        ProgressReport? now = isOver ? null : run.Progress ?? run.StepProgress;
        if (now == _shown)
        {
            return;
        }

        ProgressReport named = now ?? _shown!;
        cmdlet.WriteProgress(new ProgressRecord(1, Text(named.Activity, run.Flow), Text(named.Status, run.Step ?? run.Status.ToString()))
        {
            PercentComplete = named.Percent,
            RecordType = now is null ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
        _shown = now;
    }

    /// <summary>The store stopped answering (the cause), or answers again (null). Called on the cmdlet's thread.</summary>
    public void Outage(StoreUnavailableException? error)
    {
        if (error is not null)
        {
            cmdlet.WriteWarning($"{error.ErrorId}: {error.Message} Waiting for it.");
        }
    }

    private static string Text(string? said, string otherwise) => string.IsNullOrWhiteSpace(said) ? otherwise : said;
}
