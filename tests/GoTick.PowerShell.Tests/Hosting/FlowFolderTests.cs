using System.Threading.Channels;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class FlowFolderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _root = Directory.CreateTempSubdirectory("gotick-test-").FullName;
    private readonly Channel<(string Name, bool OnlyIfNew)> _published = Channel.CreateUnbounded<(string, bool)>();
    private readonly Channel<string> _warned = Channel.CreateUnbounded<string>();

    private string Flows => Directory.CreateDirectory(Path.Combine(_root, "flows")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Change_WhileOpen_IsPublishedWhateverTheCatalogueHad()
    {
        await File.WriteAllTextAsync(Path.Combine(Flows, "a.ps1"), "1");
        await using FlowFolder folder = await OpenAsync();
        Assert.Equal(("a", true), await NextAsync(_published));

        await File.WriteAllTextAsync(Path.Combine(Flows, "a.ps1"), "2");
        Assert.Equal(("a", false), await NextAsync(_published));
        Directory.CreateDirectory(Path.Combine(Flows, "deep"));
        await File.WriteAllTextAsync(Path.Combine(Flows, "deep", "b.ps1"), "3");
        Assert.Equal(("deep/b", false), await NextAsync(_published));
    }

    [Fact]
    public async Task BrokenFile_WarnsOnceAndIsPublishedWhenItIsMended()
    {
        string path = Path.Combine(Flows, "a.ps1");
        await File.WriteAllTextAsync(path, "\nif (");
        await using FlowFolder folder = await OpenAsync();
        Assert.Contains("a.ps1:2", await NextAsync(_warned), StringComparison.Ordinal);

        await File.WriteAllTextAsync(path, "1");
        Assert.Equal(("a", false), await NextAsync(_published));
        Assert.False(_warned.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Versions_ThatTheFolderHad_AreKnownAfterARestart()
    {
        string path = Path.Combine(Flows, "a.ps1");
        await File.WriteAllTextAsync(path, "1");
        string old = FlowSource.Read(path, Flows).Version.Hash;
        await using (await OpenAsync())
        {
        }

        await File.WriteAllTextAsync(path, "2");
        await using FlowFolder folder = await OpenAsync();
        Assert.True(folder.Had(old));
        Assert.True(folder.Had(FlowSource.Read(path, Flows).Version.Hash));
        Assert.False(folder.Had(new string('0', 64)));
    }

    [Fact]
    public async Task Open_WithoutTheFolder_IsAnError()
    {
        TickException error = await Assert.ThrowsAsync<TickException>(() => OpenAsync(Path.Combine(_root, "nosuch")));

        Assert.Equal(TickErrorId.FlowFolderNotFound, error.ErrorId);
    }

    private Task<FlowFolder> OpenAsync(string? path = null) => FlowFolder.OpenAsync(
        path ?? Flows,
        (source, onlyIfNew, cancel) => _published.Writer.WriteAsync((source.Definition.Name, onlyIfNew), cancel).AsTask(),
        warning => _warned.Writer.TryWrite(warning),
        Path.Combine(_root, "histories"));

    private static async Task<T> NextAsync<T>(Channel<T> channel) =>
        await channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
}
