using System.Globalization;
using System.Management.Automation.Host;

namespace GoTick.PowerShell.Hosting;

/// <summary>The host of a slot: what is written arrives through the streams, nobody can be asked, and <c>exit n</c> leaves its code here.</summary>
internal sealed class FlowHost : PSHost
{
    private readonly FlowHostInterface _ui = new();

    /// <inheritdoc/>
    public override string Name => "GoTick";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(FlowHost).Assembly.GetName().Version ?? new Version(0, 1);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <summary>The code of <c>exit n</c> in the run that is on; null when there was none.</summary>
    public int? ExitCode { get; set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw FlowHostInterface.NotInteractive("a nested prompt");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw FlowHostInterface.NotInteractive("a nested prompt");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
        // Native commands share the process's console; there is nothing to prepare.
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // As above.
    }
}
