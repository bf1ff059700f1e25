using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using GoTick.Core.Errors;
using Microsoft.PowerShell.Commands;

namespace GoTick.PowerShell.Hosting;

/// <summary>Whether this machine meets a flow's <c>#Requires</c>. GoTick itself always is there.</summary>
internal static class FlowRequirements
{
    /// <summary>Imports modules into the flow's own session, as <c>#Requires -Modules</c> does for a script file.</summary>
    public static ScriptBlock Import { get; } =
        ScriptBlock.Create("param($Modules) foreach ($module in $Modules) { Import-Module -FullyQualifiedName $module -ErrorAction Stop }");

    /// <summary>What is missing, apart from modules; null when nothing is.</summary>
    public static FailureDetails? Missing(ScriptRequirements? wanted, Runspace runspace)
    {
        string? fault =
            wanted is null ? null
            : wanted.RequiredPSVersion is { } version && runspace.Version < version ? $"it needs PowerShell {version}, this is {runspace.Version}"
            : wanted.RequiredPSEditions.Count > 0 && !wanted.RequiredPSEditions.Contains("Core", StringComparer.OrdinalIgnoreCase)
                ? $"it needs PowerShell {string.Join(" or ", wanted.RequiredPSEditions)}, this is Core"
            : wanted.IsElevationRequired && !Environment.IsPrivilegedProcess ? "it needs an elevated process"
            : null;
        return fault is null ? null : Details($"The flow's #Requires cannot be met on {Environment.MachineName}: {fault}.");
    }

    /// <summary>The modules to import before the flow begins.</summary>
    public static ModuleSpecification[] Modules(ScriptRequirements? wanted) =>
        wanted is null ? [] : [.. wanted.RequiredModules.Where(m => !m.Name.Equals("GoTick", StringComparison.OrdinalIgnoreCase))];

    public static FailureDetails Details(string message) => new()
    {
        ErrorId = TickErrorId.RequirementMissing,
        Message = message + " Install it there or let the queue be served elsewhere, then Resume-TickRun.",
        Category = nameof(ErrorCategory.NotInstalled),
    };
}
