using System.Management.Automation;

namespace GoTick.PowerShell.Tests;

/// <summary>Writes one record to a stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Streams")]
public sealed class WriteStreamsCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public string Stream { get; set; } = "";

    [Parameter(Position = 1)]
    public string Text { get; set; } = "";

    protected override void ProcessRecord()
    {
        switch (Stream)
        {
            case "Warning":
                WriteWarning(Text);
                break;
            case "Error":
                WriteError(new ErrorRecord(new InvalidOperationException(Text), "Written", ErrorCategory.NotSpecified, null));
                break;
            case "Information":
                WriteInformation(Text, []);
                break;
            case "Host":
                Host.UI.WriteLine(Text);
                WriteInformation(new HostInformationMessage { Message = Text }, ["PSHOST"]);
                break;
            case "Verbose":
                WriteVerbose(Text);
                break;
            case "Progress":
                WriteProgress(new ProgressRecord(1, "activity", Text) { PercentComplete = 40 });
                break;
            default:
                throw new ArgumentException(Stream);
        }
    }
}
