using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>The folders of flow texts: what is used stays, the rest goes away.</summary>
public sealed class LoadedScriptsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Get_UnusedForAWeek_TheFolderGoesAway()
    {
        string old = new LoadedScripts(_folder.Path, _time).Get(Version("old")).Folder;
        string leftover = Directory.CreateDirectory(Path.Combine(_folder.Path, ".half-written")).FullName;
        _time.Advance(TimeSpan.FromDays(8));

        string fresh = new LoadedScripts(_folder.Path, _time).Get(Version("new")).Folder;

        Assert.Equal([fresh], Directory.GetDirectories(_folder.Path));
        Assert.False(Directory.Exists(old) || Directory.Exists(leftover));
    }

    [Fact]
    public void Get_UsedInBetween_TheFolderStaysAndTheScriptIsTheSame()
    {
        var scripts = new LoadedScripts(_folder.Path, _time);
        FlowScript script = scripts.Get(Version("used"));
        for (int day = 0; day < 10; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.Same(script, scripts.Get(Version("used")));
            new LoadedScripts(_folder.Path, _time).Get(Version($"other{day}"));
        }

        Assert.True(Directory.Exists(script.Folder));
        Assert.Equal(9, Directory.GetDirectories(_folder.Path).Length); // this one and those of the last week
    }

    [Fact]
    public void Get_FolderTakenAway_IsLaidDownAgain()
    {
        var scripts = new LoadedScripts(_folder.Path, _time);
        string folder = scripts.Get(Version("idle")).Folder;
        _time.Advance(TimeSpan.FromDays(8));
        new LoadedScripts(_folder.Path, _time).Get(Version("other"));
        Assert.False(Directory.Exists(folder));

        Assert.Equal(folder, scripts.Get(Version("idle")).Folder);

        Assert.True(File.Exists(Path.Combine(folder, "idle.ps1")));
    }

    private static FlowVersion Version(string name) => FlowVersion.Of(new FlowFile(name + ".ps1", $"'{name}'"), []);
}
