using GoTick.Host.Tests.Processes;
using Microsoft.Playwright;

namespace GoTick.Host.Tests.Browser;

/// <summary>A real <c>gotick server</c> with a few flows, and a real Chromium before it.</summary>
public sealed class BrowserServer : IAsyncLifetime
{
    private static readonly string[] Programs =
        [.. new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.OfType<string>()];

    // What is waited for must come; how fast the machine is, plays no part.
    private const int Patience = 60_000;

    private readonly TestFolder _folder = new();
    private Gotick? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it answers.</summary>
    public string Address { get; private set; } = "";

    internal TestFolder Folder => _folder;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program)
        {
            return;
        }

        foreach ((string name, string text) in BrowserFlows.All)
        {
            _folder.Write($"flows/{name}.ps1", text);
        }

        _server = Gotick.Start(_folder.Path, "server", "--flows", _folder.File("flows"), "--urls", "http://127.0.0.1:0");
        Address = await AddressOfAsync(_server);
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh page; what goes wrong in it is kept.</summary>
    internal async Task<BrowserPage> OpenAsync(string path, string? address = null, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed.");
        IBrowserContext context = await _browser!.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1360, Height = 900 } });
        var page = new BrowserPage(context, await context.NewPageAsync(), address ?? Address);
        await page.GoToAsync(path);
        return page;
    }

    /// <summary>Where a server says that it listens.</summary>
    internal static async Task<string> AddressOfAsync(Gotick server)
    {
        Assert.True(await server.SaysAsync("GoTick for "), server.ToString());
        string line = server.Messages.First(m => m.StartsWith("GoTick for ", StringComparison.Ordinal));
        return line[line.LastIndexOf("http", StringComparison.Ordinal)..];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
