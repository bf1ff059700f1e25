using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace GoTick.Host.StandIns.Engine;

/// <summary>Gives an error record the position of the script that wrote it instead of the writing command's.</summary>
internal static class CallerPosition
{
    public static void Give(ErrorRecord record, InvocationInfo caller)
    {
        SetInvocationInfo(record, caller);
        SetPreserveOnce(record, true);
    }

    /// <summary>The same place, but of no command, whose name would follow the error's id.</summary>
    public static InvocationInfo WithoutCommand(InvocationInfo caller) => CreateInvocation(null, GetPosition(caller));

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern InvocationInfo CreateInvocation(CommandInfo? commandInfo, IScriptExtent scriptPosition);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ScriptPosition")]
    private static extern IScriptExtent GetPosition(InvocationInfo invocation);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetInvocationInfo")]
    private static extern void SetInvocationInfo(ErrorRecord record, InvocationInfo invocation);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreserveInvocationInfoOnce")]
    private static extern void SetPreserveOnce(ErrorRecord record, bool value);
}
