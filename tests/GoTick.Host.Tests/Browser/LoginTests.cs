using GoTick.Host.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GoTick.Host.Tests.Browser;

/// <summary>A server that wants keys, in a real browser.</summary>
public sealed class LoginTests(BrowserServer server) : IClassFixture<BrowserServer>
{
    [Fact]
    public async Task Login_WithAWrongKeyARightOneAndARevokedOne()
    {
        using var folder = new TestFolder();
        folder.Write("flows/demo/slow.ps1", "Invoke-TickTask work { }");
        string reader = await KeyAsync(folder, "reader", "read");
        await using Gotick keyed = Gotick.Start(folder.Path, "server", "--flows", folder.File("flows"), "--urls", "http://127.0.0.1:0", "--require-key");
        string address = await BrowserServer.AddressOfAsync(keyed);

        await using BrowserPage browser = await server.OpenAsync("/runs", address);
        IPage page = browser.Page;
        await Expect(page.GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
        await LogInAsync(page, "gtk_nobody_000000000000000000000000000000000000000000");
        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
        await Expect(page.GetByTestId("runs")).ToHaveCountAsync(0);
        await browser.ShootAsync("dashboard-login");

        await LogInAsync(page, reader);
        await Expect(page.Locator("h1").First).ToHaveTextAsync("Runs");
        await browser.GoToAsync("/flows/demo/slow");
        await Expect(page.GetByTestId("start")).ToBeDisabledAsync(); // it may read, and no more
        await Expect(page.GetByTestId("start")).ToHaveAttributeAsync("title", "Your key lacks the scope start.");
        await Expect(page.GetByTestId("scopes")).ToHaveTextAsync("read");
        await browser.ShootAsync("dashboard-reader");
        await Expect(page.GetByTestId("nav-keys")).ToHaveCountAsync(0);
        await browser.GoToAsync("/keys");
        await Expect(page.GetByTestId("error")).ToContainTextAsync("TickAccessDenied"); // the door itself refuses, too

        string id = reader.Split('_')[1];
        Gotick revoked = await Gotick.RunAsync(folder.Path, "keys", "revoke", id);
        Assert.Equal(0, revoked.ExitCode);
        // Until the server looks again, it is believed.
        for (int i = 0; i < 100 && !page.Url.Contains("/login", StringComparison.Ordinal); i++)
        {
            await page.WaitForTimeoutAsync(100);
            await browser.GoToAsync("/runs");
        }

        Assert.Contains("/login", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_MadeOnThePage_AreShownOnceOpenTheDoorAndStandInTheAuditLog()
    {
        using var folder = new TestFolder();
        folder.Write("flows/demo/slow.ps1", "Invoke-TickTask work { }");
        string admin = await KeyAsync(folder, "chief", "admin");
        await using Gotick keyed = Gotick.Start(folder.Path, "server", "--flows", folder.File("flows"), "--urls", "http://127.0.0.1:0", "--require-key");
        string address = await BrowserServer.AddressOfAsync(keyed);
        await using BrowserPage browser = await server.OpenAsync("/keys", address);
        IPage page = browser.Page;
        await LogInAsync(page, admin);

        await page.GetByTestId("new-key").ClickAsync();
        await page.GetByTestId("key-name").FillAsync("ci");
        await page.GetByTestId("scope-Start").CheckAsync();
        await page.GetByTestId("key-flows").FillAsync("demo/*");
        await browser.ShootAsync("dashboard-new-key");
        await page.GetByTestId("confirm").ClickAsync();
        string secret = await page.GetByTestId("key-text").InputValueAsync();
        await page.GetByTestId("copy").ClickAsync();
        await page.GetByTestId("close").ClickAsync();
        ILocator row = page.Locator("[data-testid=key-row][data-name=ci]");
        await Expect(row).ToContainTextAsync("demo/*");
        await Expect(row).ToContainTextAsync("start");
        await Expect(page.GetByText(secret)).ToHaveCountAsync(0);
        await browser.ShootAsync("dashboard-keys");

        await using BrowserPage other = await server.OpenAsync("/flows/demo/slow", address);
        await LogInAsync(other.Page, secret);
        await Expect(other.Page.GetByTestId("start")).ToBeEnabledAsync();

        await row.GetByTestId("revoke").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(row.Locator(".chip-revoked")).ToBeVisibleAsync();
        await page.GetByTestId("nav-audit").ClickAsync();
        await page.GetByTestId("audit-action").SelectOptionAsync("create-key");
        await page.GetByTestId("audit-by").FillAsync("CHIEF");
        await page.GetByTestId("audit-filter").ClickAsync();
        ILocator entries = page.GetByTestId("audit-row");
        await Expect(entries).ToHaveCountAsync(1);
        await Expect(entries).ToContainTextAsync("ci");
        await page.GetByTestId("audit-clear").ClickAsync();
        await Expect(entries.Filter(new LocatorFilterOptions { HasText = "revoke-key" })).ToHaveCountAsync(1);
        await browser.ShootAsync("dashboard-audit");
        Assert.Empty(browser.Complaints);
    }

    private static async Task<string> KeyAsync(TestFolder folder, string name, string scope)
    {
        Gotick made = await Gotick.RunAsync(folder.Path, "keys", "create", "--name", name, "--scope", scope);
        Assert.True(made.ExitCode == 0, made.ToString());
        return made.Output.Concat(made.Messages).SelectMany(l => l.Split(' ', '"')).First(w => w.StartsWith("gtk_", StringComparison.Ordinal));
    }

    private static async Task LogInAsync(IPage page, string key)
    {
        await page.Locator("input[name=key]").FillAsync(key);
        await page.GetByRole(AriaRole.Button).First.ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
