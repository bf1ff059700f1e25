using System.Security.Cryptography.X509Certificates;
using GoTick.Host.Tests.Processes;
using GoTick.Tests.Shared.Signing;

namespace GoTick.Host.Tests.Commands;

public sealed class ServiceCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_WritesAUnitWhoseCommandServes_AndKeepsTheStoreToItsOwner()
    {
        _folder.Write("flows of ours/one.ps1", "'one'");
        string store = "sqlite:" + _folder.File("a store.db");

        await using Gotick install = await InstallAsync("--flows", "flows of ours", "--queue", "q%1", "--drain", "5", "--user", "ops", "--store", store);

        Assert.True(install.ExitCode == 0, install.ToString());
        Assert.Equal([_folder.File("units/gotick.service")], install.Output);
        string[] unit = _folder.Lines("units/gotick.service");
        Assert.Contains("User=ops", unit);
        Assert.Contains("TimeoutStopSec=20", unit);
        Assert.Contains("Restart=always", unit);
        Assert.DoesNotContain(unit, l => l.Contains("a store.db", StringComparison.Ordinal));
        string settings = _folder.File("settings/gotick.env");
        Assert.Equal([$"GOTICK_STORE=\"{store}\""], File.ReadAllLines(settings));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(settings) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await AssertServesAsync(unit.Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..], store);
    }

    [Fact]
    public async Task Install_Again_ChangesTheStoreAndKeepsOtherSettings()
    {
        await using Gotick first = await InstallAsync("--store", "redis://one");
        File.AppendAllText(_folder.File("settings/gotick.env"), "GOTICK_PASSWORD=secret\n");

        await using Gotick second = await InstallAsync("--store", "redis://two", "--concurrency", "3");
        await using Gotick removed = await Gotick.RunAsync(_folder.Path, "service", "uninstall", "--units", "units", "--no-start");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(["GOTICK_STORE=\"redis://two\"", "GOTICK_PASSWORD=secret"], File.ReadAllLines(_folder.File("settings/gotick.env")));
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.False(File.Exists(_folder.File("units/gotick.service")));
    }

    [Fact]
    public async Task Install_Server_WritesItsOwnUnitWithWhatWasGiven()
    {
        string certificate = _folder.Write("tls.pem", "");

        await using Gotick install = await InstallAsync(
            "--server", "--urls", "https://0.0.0.0:7777", "--certificate", "tls.pem", "--require-key", "--no-worker", "--audit-days", "30", "--user", "gotick");

        Assert.True(install.ExitCode == 0, install.ToString());
        string[] unit = _folder.Lines("units/gotick-server.service");
        Assert.Contains("Description=GoTick server", unit);
        Assert.EndsWith(
            $" server --urls https://0.0.0.0:7777 --require-key --certificate {certificate} --audit-days 30 --no-worker",
            unit.Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WithTrust_GivesItToTheWorkerThatExecutesOnlySignedTexts()
    {
        using X509Certificate2 signer = Authority.SelfSigned("Ops");
        _folder.Write("flows/signed.ps1", new Authenticode(signer).Sign("'signed'\r\n"));
        _folder.Write("flows/bare.ps1", "'bare'");
        string store = "sqlite:" + _folder.File("store.db");

        await using Gotick install = await InstallAsync("--flows", "flows", "--trust", "signed", "--trusted-signer", signer.Thumbprint, "--store", store);

        Assert.True(install.ExitCode == 0, install.ToString());
        string command = _folder.Lines("units/gotick.service").Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..];
        await using Gotick worker = Gotick.StartShell(_folder.Path, "exec " + command, new Dictionary<string, string> { ["GOTICK_STORE"] = store });
        Assert.True(await worker.SaysAsync("serves default"), worker.ToString());
        await using Gotick signed = await Gotick.RunAsync(_folder.Path, "start", "--store", store, "--wait", "signed");
        await using Gotick bare = await Gotick.RunAsync(_folder.Path, "start", "--store", store, "--wait", "bare");
        await worker.SignalAsync("TERM");
        Assert.Equal(0, await worker.ExitAsync());

        Assert.True(signed.ExitCode == 0, signed.ToString());
        Assert.Contains("signed", signed.Output);
        Assert.True(bare.ExitCode == 1, bare.ToString());
        Assert.Contains("TickFlowUntrusted", bare.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--server", "--drain", "5")]
    [InlineData("--urls", "http://127.0.0.1:1")]
    [InlineData("--behind-proxy")]
    public async Task Install_OptionOfTheOther_IsRefused(params string[] options)
    {
        await using Gotick install = await InstallAsync(options);

        Assert.Equal(2, install.ExitCode);
        Assert.False(Directory.Exists(_folder.File("units")));
    }

    [Theory]
    [InlineData("TickFlowFolderNotFound", "--flows", "nowhere")]
    [InlineData("TickArgumentInvalid", "--name", "a b")]
    [InlineData("TickArgumentInvalid", "--trust", "folder")]
    public async Task Install_BadInput_SaysWhatIsWrongAndWritesNothing(string id, string option, string value)
    {
        await using Gotick install = await InstallAsync(option, value);

        Assert.Equal(2, install.ExitCode);
        Assert.Contains(install.Messages, m => m.Contains(id, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.File("units")));
    }

    private Task<Gotick> InstallAsync(params string[] options) =>
        Gotick.RunAsync(_folder.Path, ["service", "install", "--units", _folder.File("units"), "--settings", _folder.File("settings"), "--no-start", .. options]);

    /// <summary>What stands behind ExecStart, read as systemd reads it, is a worker of that queue.</summary>
    private async Task AssertServesAsync(string command, string store)
    {
        string shell = command.Replace("%%", "%", StringComparison.Ordinal).Replace("$$", "\\$", StringComparison.Ordinal);
        await using Gotick worker = Gotick.StartShell(_folder.Path, "exec " + shell, new Dictionary<string, string> { ["GOTICK_STORE"] = store });
        Assert.True(await worker.SaysAsync("serves q%1"), worker.ToString());
        Assert.Contains(worker.Messages, m => m.Contains("Published one", StringComparison.Ordinal));
        await worker.SignalAsync("TERM");
        Assert.Equal(0, await worker.ExitAsync());
    }
}
