using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Runtime.CompilerServices;

namespace GoTick.Host.StandIns.Engine;

/// <summary>What the engine offers its own commands about their pipeline and output, and no one else.</summary>
internal static class Pipelines
{
    private const string StopUpstreamType = "System.Management.Automation.StopUpstreamCommandsException, System.Management.Automation";
    private const string LineOutputType =
        "Microsoft.PowerShell.Commands.Internal.Format.TextWriterLineOutput, System.Management.Automation";

    /// <summary>The exception that ends the commands before <paramref name="command"/> and lets those after it finish.</summary>
    public static Exception StopUpstream(PSCmdlet command) => (Exception)CreateStopUpstream(command);

    /// <summary>A target for <c>Out-LineOutput</c> that formats for <paramref name="columns"/> columns into a writer.</summary>
    public static object LineOutput(TextWriter writer, int columns) => CreateLineOutput(writer, columns);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(StopUpstreamType)]
    private static extern object CreateStopUpstream(InternalCommand requestingCommand);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(LineOutputType)]
    private static extern object CreateLineOutput(TextWriter writer, int columns);
}
