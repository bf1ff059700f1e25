using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using GoTick.Core.Errors;

namespace GoTick.Host.Scripting;

/// <summary>The console of a script: output to one writer, everything else to the other; a line can be read, nothing else can be asked.</summary>
internal sealed class ScriptInterface(TextWriter output, TextWriter errors) : PSHostUserInterface
{
    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ScriptRawInterface();

    /// <inheritdoc/>
    public override string ReadLine() => Console.In.ReadLine() ?? "";

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
    public override void Write(string value) => output.Write(value);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => output.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => output.WriteLine(value);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => errors.WriteLine(value);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => errors.WriteLine("DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => errors.WriteLine("VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => errors.WriteLine("WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // A bar in a log is noise.
    }

    internal static HostException NotInteractive(string what) => new(
        $"This host cannot ask: {what} needs a console of PowerShell. Pass the value as an argument of the script.",
        null,
        TickErrorId.NotInteractive,
        ErrorCategory.InvalidOperation);
}
