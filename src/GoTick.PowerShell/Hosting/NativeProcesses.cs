using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Ends the native processes of a pipeline with all that they have started. PowerShell itself ends a command's own process only: what that has started (a shell
/// script's commands, a launcher's program) lives on, and holds the pipe that the pipeline waits for. Where a version of PowerShell keeps its
/// parts elsewhere, that is how it stays.
/// </summary>
internal static class NativeProcesses
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Ends those of the innermost pipeline that runs in a slot.</summary>
    public static void Kill(RunspaceSlot slot)
    {
        foreach (Process process in Of(slot.Tables?.RunningPipeline()))
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
            {
                // It has ended by itself, or was not started yet; PowerShell's own stop takes care of what there still is.
            }
        }
    }

    private static List<Process> Of(Pipeline? pipeline)
    {
        List<Process> found = [];
        if (pipeline is null || Read(pipeline, "Stopper") is not { } stopper || Read(stopper, "_syncRoot") is not { } door)
        {
            return found;
        }

        lock (door)
        {
            foreach (object processor in Read(stopper, "_stack") as IEnumerable ?? Array.Empty<object>())
            {
                // The list grows while a pipeline is set up, before anything of it runs.
                object[] commands = Read(processor, "Commands") is ICollection list ? [.. list.Cast<object>()] : [];
                found.AddRange(commands.Select(c => Read(c, "_nativeProcess")).OfType<Process>());
            }
        }

        return found;
    }

    private static object? Read(object owner, string member)
    {
        for (Type? type = owner.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(member, Any | BindingFlags.DeclaredOnly) is { } property)
            {
                return property.GetValue(owner);
            }

            if (type.GetField(member, Any | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.GetValue(owner);
            }
        }

        return null;
    }
}
