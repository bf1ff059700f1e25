using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace GoTick.PowerShell.Errors;

/// <summary>
/// The inner parts of an error record that PowerShell itself sets when a record comes from a remote session. A recorded error is the same case: its
/// full id and stack belong to the place where it happened, not to the cmdlet that raises it again.
/// </summary>
internal static class ErrorRecordAccess
{
    /// <summary>The full error id, which no later invocation changes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_serializedFullyQualifiedErrorId")]
    public static extern ref string? FullId(ErrorRecord record);

    /// <summary>The script stack; the engine fills it only when it is null.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptStackTrace")]
    public static extern ref string? StackTrace(ErrorRecord record);

    /// <summary>The record that an exception of PowerShell's own carries.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_errorRecord")]
    public static extern ref ErrorRecord? RecordOf(RuntimeException exception);

    /// <summary>The place of the statement or command, which the public members give as a line only.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ScriptPosition")]
    public static extern IScriptExtent? Position(InvocationInfo invocation);

    /// <summary>The invocation; its display position survives the one that a cmdlet sets.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetInvocationInfo")]
    public static extern void SetInvocation(ErrorRecord record, InvocationInfo invocation);
}
