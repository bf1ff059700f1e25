using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>Discards what is written (the streams have it) and refuses to ask: a flow runs where nobody sits.</summary>
internal sealed class FlowHostInterface : PSHostUserInterface
{
    /// <inheritdoc/>
    public override PSHostRawUserInterface? RawUI => null;

    /// <inheritdoc/>
    public override string ReadLine() => throw NotInteractive("Read-Host");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw NotInteractive("Read-Host -AsSecureString");

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NotInteractive("a prompt for " + string.Join(", ", descriptions.Select(d => d.Name)));

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NotInteractive("a question (" + caption + ")");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NotInteractive("Get-Credential");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw NotInteractive("Get-Credential");

    /// <inheritdoc/>
    public override void Write(string value)
    {
        // Arrives as an information record, too.
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        // Arrives as an information record, too.
    }

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        // Arrives as an information record, too.
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        // Arrives in the error stream.
    }

    /// <inheritdoc/>
    public override void WriteDebugLine(string message)
    {
        // Arrives in the debug stream.
    }

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // Arrives in the progress stream.
    }

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message)
    {
        // Arrives in the verbose stream.
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message)
    {
        // Arrives in the warning stream.
    }

    // A HostException is what PowerShell's binder and cmdlets expect of a host that cannot ask.
    internal static HostException NotInteractive(string what) => new(
        $"A flow cannot ask: {what} needs a person at a console. Pass the value as an argument of the flow.",
        null,
        TickErrorId.NotInteractive,
        ErrorCategory.InvalidOperation);
}
