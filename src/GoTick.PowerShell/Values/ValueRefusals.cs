using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;

namespace GoTick.PowerShell.Values;

/// <summary>What is never stored, and why.</summary>
internal static class ValueRefusals
{
    /// <summary>True for what must not be readable in a store.</summary>
    public static bool IsSecret(object value) => value is (PSCredential or SecureString or NetworkCredential) && !IsNoCredential(value);

    /// <summary>True for PowerShell's "no credential", which hangs on every drive and so on every file that a provider gives.</summary>
    public static bool IsNoCredential(object? value) => ReferenceEquals(value, PSCredential.Empty);

    /// <summary>True for a type whose values are secret.</summary>
    public static bool IsSecretType(Type type) =>
        typeof(PSCredential).IsAssignableFrom(type) || typeof(SecureString).IsAssignableFrom(type) || typeof(NetworkCredential).IsAssignableFrom(type);

    /// <summary>Why an object cannot live longer than its process; null when it can.</summary>
    public static string? Reason(object value) => value switch
    {
        ScriptBlock => "a script block belongs to the script that made it",
        Delegate => "a delegate is code of this process",
        Stream or TextReader or TextWriter or SafeHandle or WaitHandle => "it holds an open handle of this process",
        Task or Thread or CancellationTokenSource or Timer => "it is work of this process",
        Runspace or System.Management.Automation.PowerShell or PSSession or Job => "it is a session or job of this process",
        IntPtr or UIntPtr => "a pointer means nothing in another process",
        Array { Rank: > 1 } => "an array of several dimensions has no stored form; use an array of arrays",
        _ => null,
    };
}
