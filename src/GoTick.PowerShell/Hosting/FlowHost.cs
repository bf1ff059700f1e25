using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>The host of a flow: nobody sits before it. What is written is taken from the streams; what asks is refused.</summary>
internal sealed class FlowHost : PSHost
{
    /// <summary>The code of <c>exit n</c>; null when the script did not exit.</summary>
    public int? ExitCode { get; private set; }

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "GoTick";

    public override Version Version { get; } = typeof(FlowHost).Assembly.GetName().Version ?? new Version(0, 1);

    public override PSHostUserInterface UI { get; } = new FlowHostInterface();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw NotInteractive();

    public override void ExitNestedPrompt() => throw NotInteractive();

    public override void NotifyBeginApplication()
    {
        // Nothing of ours depends on who owns the console.
    }

    public override void NotifyEndApplication()
    {
        // As above.
    }

    internal static TickException NotInteractive() => new(
        TickErrorId.NotInteractive, TickErrorKind.InvalidState, "A flow cannot ask: nobody sits before it. Give the value as an argument.");
}
