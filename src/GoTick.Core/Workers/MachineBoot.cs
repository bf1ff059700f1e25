namespace GoTick.Core.Workers;

/// <summary>What tells this boot of this machine (and on Linux this process namespace, so this container) from all others.</summary>
internal static class MachineBoot
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const string NamespaceLink = "/proc/self/ns/pid";

    public static string? Id { get; } = Read();

    private static string? Read()
    {
        if (File.Exists(BootIdFile))
        {
            string? space = new FileInfo(NamespaceLink).LinkTarget;
            return File.ReadAllText(BootIdFile).Trim() + "/" + space;
        }

        // Elsewhere the time of boot to the minute does; the counter starts at zero with the machine.
        long minute = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - Environment.TickCount64) / 60_000;
        return minute.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
