using System.Globalization;
using System.Management.Automation.Host;

namespace GoTick.Host.Scripting;

/// <summary>The host of a script that was started from the command line.</summary>
internal sealed class ScriptHost(TextWriter output, TextWriter errors) : PSHost
{
    /// <inheritdoc/>
    public override string Name => "gotick";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ScriptHost).Assembly.GetName().Version ?? new Version(0, 1);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; } = new ScriptInterface(output, errors);

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <summary>The code of <c>exit n</c>; null when there was none.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw ScriptInterface.NotInteractive("a nested prompt");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw ScriptInterface.NotInteractive("a nested prompt");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
        // Native commands share the console; there is nothing to prepare.
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // See above.
    }
}
