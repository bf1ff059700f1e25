using GoTick.Core.Client;

namespace GoTick.Host.Tests.Processes;

/// <summary>A folder for one test's scripts, store and data.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gotick-cli-").FullName;

    public string Store => "sqlite:" + File("store.db");

    public static string Example(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = System.IO.Path.Combine(at.FullName, "examples", name);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"There is no example '{name}' above {AppContext.BaseDirectory}.");
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        string path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public string[] Lines(string name) => System.IO.File.Exists(File(name)) ? System.IO.File.ReadAllLines(File(name)) : [];

    /// <summary>The only run of a store with its steps.</summary>
    public async Task<(RunView Run, IReadOnlyList<StepView> Steps)> OnlyRunAsync(string? store = null)
    {
        await using TickClient client = await TickClient.ConnectAsync(store ?? Store);
        RunView[] runs = await client.ListRunsAsync().ToArrayAsync();
        RunView run = Assert.Single(runs);
        return (await client.GetRunAsync(run.Id), await client.ReadStepsAsync(run.Id));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
