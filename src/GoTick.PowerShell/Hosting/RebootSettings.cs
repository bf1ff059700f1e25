namespace GoTick.PowerShell.Hosting;

/// <summary>How <c>Restart-TickComputer</c> reboots this machine, as far as its environment says so.</summary>
internal static class RebootSettings
{
    private const string CommandVariable = "GOTICK_REBOOT_COMMAND";
    private const string BootVariable = "GOTICK_BOOT_ID";

    /// <summary>The command; null = the system's usual one.</summary>
    public static string? Command => Read(CommandVariable);

    /// <summary>What names this boot; null = the system's id.</summary>
    public static string? Boot => Read(BootVariable);

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
