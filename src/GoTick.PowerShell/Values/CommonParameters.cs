using System.Management.Automation;

namespace GoTick.PowerShell.Values;

/// <summary>The parameters that PowerShell adds to a script with <c>[CmdletBinding()]</c> or <c>[Parameter()]</c>.</summary>
internal static class CommonParameters
{
    private static readonly HashSet<string> Switches = new(StringComparer.OrdinalIgnoreCase) { "Verbose", "Debug", "WhatIf", "Confirm" };

    private static readonly string[] All = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters];

    /// <summary>The name as PowerShell writes it; null when it is none of them.</summary>
    public static string? Find(string name) => All.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for those that take no value.</summary>
    public static bool IsSwitch(string name) => Switches.Contains(name);
}
