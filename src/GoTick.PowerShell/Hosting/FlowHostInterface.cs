using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace GoTick.PowerShell.Hosting;

/// <summary>Discards what is written (the streams have it) and refuses what asks.</summary>
internal sealed class FlowHostInterface : PSHostUserInterface
{
    public override PSHostRawUserInterface? RawUI => null;

    public override string ReadLine() => throw FlowHost.NotInteractive();

    public override SecureString ReadLineAsSecureString() => throw FlowHost.NotInteractive();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw FlowHost.NotInteractive();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw FlowHost.NotInteractive();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw FlowHost.NotInteractive();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw FlowHost.NotInteractive();

    public override void Write(string value)
    {
        // In the streams already.
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value);

    public override void WriteErrorLine(string value) => Write(value);

    public override void WriteDebugLine(string message) => Write(message);

    public override void WriteVerboseLine(string message) => Write(message);

    public override void WriteWarningLine(string message) => Write(message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Write(record.Activity);
}
