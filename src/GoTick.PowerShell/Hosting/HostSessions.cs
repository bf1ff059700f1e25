using System.Management.Automation.Runspaces;

namespace GoTick.PowerShell.Hosting;

/// <summary>What the process's host adds to the sessions of workers that commands start; set once, when the host starts. PowerShell itself adds nothing.</summary>
internal static class HostSessions
{
    /// <summary>Adds the host's commands; null = none.</summary>
    public static Action<InitialSessionState>? Add { get; set; }

    /// <summary>Told of each session once it is open; null when nobody asks.</summary>
    public static Action<Runspace>? Opened { get; set; }
}
