using System.Globalization;

namespace GoTick.Core.Workers;

/// <summary>
/// When a process began, by the kernel's own count since boot. A time of day would not do: each process derives it from the wall clock that it saw first,
/// and a clock that was set in between would make a living process look like another one.
/// </summary>
internal static class ProcessBirth
{
    private const int FieldAfterName = 19; // starttime is field 22 of /proc/PID/stat, the first after the name in parentheses is field 3

    /// <summary>Clock ticks from boot to the start of a process; null where the kernel does not tell, or when there is no such process.</summary>
    public static long? TicksOf(int processId)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[FieldAfterName], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // no Linux, or it ended
        }
    }
}
