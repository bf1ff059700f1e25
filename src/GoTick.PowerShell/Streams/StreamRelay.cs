using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Streams;

/// <summary>
/// Hands the records of a slot's streams to the run that is on, with the step and attempt they belong to. Subscribed once a slot; a step costs nothing
/// here. The collections are emptied as they fill, so that a long run keeps nothing.
/// </summary>
internal sealed class StreamRelay
{
    private const string HostTag = "PSHOST";

    public StreamRelay(PSDataStreams streams)
    {
        Attach(streams.Warning, r => Log(StreamKind.Warning, r.Message));
        Attach(streams.Verbose, r => Log(StreamKind.Verbose, r.Message));
        Attach(streams.Debug, r => Log(StreamKind.Debug, r.Message));
        Attach(streams.Information, OnInformation);
        Attach(streams.Progress, OnProgress);
        AttachErrors(streams);
    }

    /// <summary>The errors of a pipeline inside the slot's own, whose other streams arrive here anyway.</summary>
    public static void AttachErrors(PSDataStreams streams) => Attach(streams.Error, OnError);

    private static void Attach<T>(PSDataCollection<T> stream, Action<T> take) =>
        stream.DataAdded += (_, _) =>
        {
            foreach (T record in stream.ReadAll())
            {
                take(record);
            }
        };

    private static void OnError(ErrorRecord record)
    {
        if (FlowContext.Current is { IsQuiet: false } flow)
        {
            flow.CountError(record);
            flow.Log.Write(StreamKind.Error, record.ToString());
        }
    }

    // Write-Host arrives as an information record with a tag and, a second time, at the host, which discards it.
    private static void OnInformation(InformationRecord record) =>
        Log(record.Tags.Contains(HostTag) ? StreamKind.Host : StreamKind.Information, record.MessageData?.ToString() ?? "");

    private static void Log(StreamKind kind, string text, int percent = -1) => FlowContext.Current?.Log.Write(kind, text, percent);

    private static void OnProgress(ProgressRecord record) => FlowContext.Current?.Log.Report(
        record.RecordType == ProgressRecordType.Completed ? null : new ProgressReport(Percent(record), record.Activity, Status(record)));

    // What Write-Progress says by itself, says nothing.
    private static string? Status(ProgressRecord record) => record.StatusDescription == "Processing" ? null : record.StatusDescription;

    private static int Percent(ProgressRecord record) => record.PercentComplete is >= 0 and <= 100 and var percent ? percent : -1;
}
