namespace GoTick.Host.Tests.Dashboard;

/// <summary>The dashboard's own files, for tests that read them.</summary>
internal static class DashboardSources
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The files with these ends.</summary>
    public static IEnumerable<string> Files(params string[] ends) =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(f => ends.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "src", "GoTick.Host", "Dashboard");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"There is no dashboard above {AppContext.BaseDirectory}.");
    }
}
