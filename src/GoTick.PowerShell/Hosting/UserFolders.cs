namespace GoTick.PowerShell.Hosting;

/// <summary>Where GoTick keeps what belongs to this user and machine.</summary>
internal static class UserFolders
{
    /// <summary>The texts of flow versions, laid down to be executed.</summary>
    public static string Versions => Path.Combine(Root, "versions");

    /// <summary>Which texts the flows folders had.</summary>
    public static string Histories => Path.Combine(Root, "folders");

    private static string Root => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "gotick");
}
