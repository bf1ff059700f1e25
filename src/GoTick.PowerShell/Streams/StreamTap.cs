using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Streams;

/// <summary>Takes what a flow's pipeline writes to its streams into the run's log, with step and attempt; silent on replay.</summary>
internal sealed class StreamTap(FlowContext context)
{
    /// <summary>Non-terminating errors of flow scope.</summary>
    public int ErrorCount { get; private set; }

    public void Attach(PSDataStreams streams)
    {
        On(streams.Warning, StreamKind.Warning, r => r.Message);
        On(streams.Verbose, StreamKind.Verbose, r => r.Message);
        On(streams.Debug, StreamKind.Debug, r => r.Message);
        On(streams.Error, StreamKind.Error, r =>
        {
            ErrorCount += context.Step is null ? 1 : 0;
            return r.ToString();
        });
        streams.Progress.DataAdded += (_, e) =>
        {
            ProgressRecord record = streams.Progress[e.Index];
            Write(StreamKind.Progress, $"{record.Activity}: {record.StatusDescription}", record.PercentComplete);
        };
        streams.Information.DataAdded += (_, e) =>
        {
            InformationRecord record = streams.Information[e.Index];
            Write(record.MessageData is HostInformationMessage ? StreamKind.Host : StreamKind.Information, record.MessageData?.ToString() ?? "", -1);
        };
    }

    public void Write(StreamKind stream, string text, int percent)
    {
        IActivation activation = context.Activation;
        if (context.IsSuspended || (context.Step is null && activation.IsReplaying))
        {
            return;
        }

        activation.Log(new StreamRecord
        {
            Stream = stream,
            Text = text.Length <= StreamRecord.MaxTextLength ? text : text[..StreamRecord.MaxTextLength] + "…",
            Time = activation.StoreTime,
            Step = context.Step?.Key.Text,
            Attempt = context.Step?.Attempt ?? 0,
            Percent = percent,
        });
    }

    private void On<T>(PSDataCollection<T> stream, StreamKind kind, Func<T, string> text) =>
        stream.DataAdded += (_, e) => Write(kind, text(stream[e.Index]), -1);
}
