using System.Management.Automation;
using GoTick.Tests.Shared;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class ConnectionTests : IDisposable
{
    private readonly CommandRig _rig = new();
    private readonly string? _store = Environment.GetEnvironmentVariable("GOTICK_STORE");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GOTICK_STORE", _store);
        Environment.SetEnvironmentVariable("GOTICK_PASSWORD", null);
        _rig.Dispose();
    }

    [Theory]
    [InlineData("$null = Connect-Tick sqlite:b.db; Connect-Tick sqlite:a.db", "a.db")]
    [InlineData("Connect-Tick", "env.db")]
    [InlineData("$null = Connect-Tick sqlite:a.db; Connect-Tick", "env.db")]
    public void Connect_TakesTheAddressOrTheEnvironments(string script, string file)
    {
        Environment.SetEnvironmentVariable("GOTICK_STORE", "sqlite:env.db");

        Assert.Equal("sqlite:" + Path.Combine(_rig.Folder, file), _rig.One<TickConnection>($"Set-Location '{_rig.Folder}'; {script}").Store);
    }

    [Theory]
    [InlineData("Register-TickFlow $flow", "env.db")]
    [InlineData("$null = Connect-Tick sqlite:a.db; Register-TickFlow $flow", "a.db")]
    [InlineData("$null = Connect-Tick sqlite:a.db; Register-TickFlow $flow -Store sqlite:b.db", "b.db")]
    [InlineData("$null = Connect-Tick sqlite:a.db; Disconnect-Tick; Register-TickFlow $flow", "env.db")]
    [InlineData("$null = Connect-Tick sqlite:a.db; Register-TickFlow $flow -Store sqlite:b.db | Get-TickFlow", "b.db")]
    public void Store_OfACommand_IsTheNearest(string script, string file)
    {
        Environment.SetEnvironmentVariable("GOTICK_STORE", "sqlite:env.db");
        string flow = _rig.Write("f", "1");

        Assert.Equal("sqlite:" + Path.Combine(_rig.Folder, file), _rig.One<TickFlow>($"Set-Location '{_rig.Folder}'; $flow = '{flow}'; {script}").Store);
    }

    [Theory]
    [InlineData("Connect-Tick nonsense", "TickStoreInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Connect-Tick redis://127.0.0.1:1", "TickStoreUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData("Get-TickRun -Store redis://127.0.0.1:1", "TickStoreUnavailable", ErrorCategory.ResourceUnavailable)]
    public void Connect_ToNoStore_HasAStableError(string script, string id, ErrorCategory category) =>
        Assert.Equal((id, category), _rig.Error(script));

    [Theory]
    [InlineData("noeviction", 0)]
    [InlineData("allkeys-lru", 1)]
    public async Task Connect_ToAServerThatEvicts_Warns(string policy, int warnings)
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--maxmemory-policy", policy);

        Assert.Equal(warnings, _rig.One<int>($"$null = Connect-Tick {server.Url} -WarningVariable w -WarningAction SilentlyContinue; $w.Count"));
    }

    [Theory]
    [InlineData("Connect-Tick {0} -Credential ([pscredential]::new('default', ('open sesame' | ForEach-Object {{ $s = [securestring]::new(); $_.ToCharArray() | ForEach-Object {{ $s.AppendChar($_) }}; $s }})))")]
    [InlineData("$env:GOTICK_PASSWORD = 'open sesame'; Connect-Tick {0}")]
    public async Task Password_FromOutsideTheAddress_IsUsedAndNotShown(string script)
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--requirepass", "open sesame");
        server.SkipIfMissing();

        TickConnection connection = _rig.One<TickConnection>(string.Format(null, script, server.Url));
        Assert.Equal(server.Url, connection.Store);
        Assert.Empty(_rig.Invoke("Get-TickRun"));
        Assert.Empty(_rig.Errors);
        _rig.Invoke("Disconnect-Tick");
    }
}
