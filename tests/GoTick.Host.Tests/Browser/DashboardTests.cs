using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GoTick.Host.Tests.Browser;

/// <summary>What people do with the dashboard, in a real browser on a real server.</summary>
public sealed class DashboardTests(BrowserServer server) : IClassFixture<BrowserServer>
{
    private const string Completed = "Completed";

    [Fact]
    public async Task Start_FromTheForm_ThePictureMovesAsksAndEnds()
    {
        await using BrowserPage browser = await server.OpenAsync("/flows/demo/release");
        IPage page = browser.Page;
        await page.GetByTestId("start").ClickAsync();
        await Expect(page.GetByTestId("parameter-Version").GetByTestId("fault")).ToBeVisibleAsync(); // it is mandatory, and nothing was started
        await page.GetByLabel(new Regex("^Version")).FillAsync("2.1");
        await page.GetByLabel(new Regex("^Channel")).SelectOptionAsync("beta");
        await page.GetByLabel(new Regex("^Copies")).FillAsync("4");
        await page.GetByText("More options").ClickAsync();
        await page.GetByTestId("start-id").FillAsync("release-2.1");
        await browser.ShootAsync("dashboard-start");
        await page.GetByTestId("start").ClickAsync();

        await Expect(page.GetByTestId("run-id")).ToHaveTextAsync("release-2.1");
        await Expect(Node(page, "build")).ToHaveAttributeAsync("data-state", Completed);
        await Expect(Node(page, "check")).ToHaveAttributeAsync("data-state", new Regex("Running|Completed"));
        await Expect(Node(page, "go-live")).ToHaveAttributeAsync("data-state", "Waiting");
        await Expect(Node(page, "roll out $region")).ToHaveAttributeAsync("data-state", "None");
        await Node(page, "build").ClickAsync();
        await Expect(page.GetByTestId("step-details")).ToContainTextAsync("4711");
        await page.GetByTestId("step-details").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Files" }).ClickAsync();
        await Expect(page.GetByTestId("step-details")).ToContainTextAsync("b.dll");
        await browser.ShootAsync("dashboard-run");

        await page.GetByTestId("go-approvals").ClickAsync();
        ILocator asked = page.Locator("[data-testid=approval][data-run='release-2.1']");
        await Expect(asked).ToContainTextAsync("Release 2.1 to beta?");
        await asked.GetByTestId("comment").FillAsync("after the backup");
        await browser.ShootAsync("dashboard-approval");
        await asked.GetByTestId("approve").ClickAsync();
        await Expect(asked).ToHaveCountAsync(0);

        await browser.GoToAsync("/runs/release-2.1");
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", Completed);
        await Expect(Node(page, "roll out $region")).ToContainTextAsync("×2");
        await Node(page, "roll out $region").ClickAsync();
        await page.GetByTestId("picture-which").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(page.GetByTestId("step-details")).ToContainTextAsync("rolled out in europe");
        await page.GetByTestId("tab-timeline").ClickAsync();
        await Expect(page.GetByTestId("timeline")).ToContainTextAsync("settle");
        await browser.ShootAsync("dashboard-timeline");
        await page.GetByTestId("tab-values").ClickAsync();
        await Expect(page.GetByTestId("output")).ToContainTextAsync("2.1 is out");
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Failure_OfAStep_LeadsToItsLine()
    {
        await using BrowserPage browser = await StartAsync("demo/broken", "broken-1");
        IPage page = browser.Page;
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", "Failed");
        await Expect(Node(page, "read the file")).ToHaveAttributeAsync("data-state", "Failed");
        await Node(page, "read the file").ClickAsync();
        await Expect(page.GetByTestId("step-details")).ToContainTextAsync("/nowhere/at/all");
        await browser.ShootAsync("dashboard-failure");
        await page.GetByTestId("failure-line").First.ClickAsync();
        await Expect(page.GetByTestId("script")).ToContainTextAsync("Get-Content $Path");
        await Expect(page.Locator("[data-line='5']")).ToHaveClassAsync(new Regex("bad"));
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Cancel_OfARunningStep_StopsItAndUndoes()
    {
        await using BrowserPage browser = await StartAsync("demo/slow", "slow-1");
        IPage page = browser.Page;
        await Expect(Node(page, "long work")).ToHaveAttributeAsync("data-state", "Running");
        await page.GetByTestId("cancel").ClickAsync();
        await page.GetByTestId("reason").FillAsync("not today");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", "Canceled");
        await Expect(Node(page, "clean up")).ToHaveAttributeAsync("data-state", Completed);
        await Expect(page.GetByText("not today")).ToBeVisibleAsync();
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Restart_WithAnotherArgument_SaysWhatIsWrongAndMakesARunThatGoesOn()
    {
        server.Folder.Write("there.txt", "it is here");
        await using BrowserPage browser = await StartAsync("demo/broken", "broken-2");
        IPage page = browser.Page;
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", "Failed");
        await page.GetByTestId("restart").ClickAsync();
        await page.GetByTestId("restart-step").SelectOptionAsync("read the file");
        await page.GetByTestId("restart-value").SelectOptionAsync("settings");
        ILocator value = page.GetByTestId("restart-value-settings");
        await Expect(value.GetByTestId("type")).ToHaveTextAsync("Hashtable (1)");
        await value.GetByRole(AriaRole.Textbox).FillAsync("{ \"Name\": ");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(value.GetByTestId("fault")).ToContainTextAsync("TickArgumentInvalid");
        await value.GetByRole(AriaRole.Textbox).FillAsync("{ \"Name\": \"another\" }");
        await page.GetByLabel(new Regex("^Path")).FillAsync(server.Folder.File("there.txt"));
        await browser.ShootAsync("dashboard-restart");
        await page.GetByTestId("confirm").ClickAsync();

        await Expect(page.GetByTestId("run-id")).ToHaveTextAsync("broken-2@r2");
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", Completed);
        await page.GetByTestId("tab-values").ClickAsync();
        await Expect(page.GetByTestId("output")).ToContainTextAsync("another");
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Versions_OfAFlow_StandSideBySideAndOnAPhoneInOneColumn()
    {
        string flow = server.Folder.Write("flows/demo/changing.ps1", "# first\n$color = 'red'\n");
        await using BrowserPage browser = await server.OpenAsync("/flows/demo/changing?tab=versions");
        IPage page = browser.Page;
        await UntilVersionsAsync(browser, 1);
        await File.WriteAllTextAsync(flow, "# first\n$color = 'blue'\n'more'\n", TestContext.Current.CancellationToken);
        await UntilVersionsAsync(browser, 2);

        ILocator sides = page.GetByTestId("difference-sides");
        await Expect(sides.Locator("del")).ToHaveTextAsync("red");
        await Expect(sides.Locator("ins")).ToHaveTextAsync("blue");
        await Expect(page.GetByTestId("difference")).ToBeHiddenAsync();
        await browser.ShootAsync("dashboard-versions");
        await page.GetByTestId("view-unified").CheckAsync();
        await Expect(sides).ToHaveCountAsync(0);
        await page.GetByTestId("view-sides").CheckAsync();
        await page.SetViewportSizeAsync(390, 844);
        await Expect(sides).ToBeHiddenAsync();
        await Expect(page.GetByTestId("difference").Locator("ins")).ToHaveTextAsync("blue");
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task HostileTexts_AreShownAndNeverRun()
    {
        const string script = "<script>document.title='gone'</script><img src=x onerror=\"document.title='gone'\">";
        await using BrowserPage browser = await server.OpenAsync("/flows/demo/hostile");
        IPage page = browser.Page;
        await page.GetByLabel(new Regex("^Text")).FillAsync(script);
        await page.GetByText("More options").ClickAsync();
        await page.GetByTestId("start-id").FillAsync("hostile-1");
        await page.GetByTestId("start").ClickAsync();
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", Completed);
        await Node(page, "<img src=x onerror=alert(1)>").ClickAsync();
        await Expect(page.GetByTestId("step-details")).ToContainTextAsync("onerror=");
        foreach (string tab in new[] { "steps", "timeline", "script", "journal", "log", "values" })
        {
            await page.GetByTestId("tab-" + tab).ClickAsync();
            await Expect(page.GetByTestId("tab-" + tab)).ToHaveAttributeAsync("aria-current", "page");
            Assert.DoesNotContain("gone", await page.TitleAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 1360)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Pages_AreAccessible(ColorScheme colors, int width)
    {
        var options = new BrowserNewContextOptions { ColorScheme = colors, ViewportSize = new ViewportSize { Width = width, Height = 844 } };
        await using BrowserPage browser = await server.OpenAsync("/runs", options: options);
        string run = $"slow-{colors}-{width}";
        await browser.GoToAsync("/flows/demo/slow");
        await browser.Page.GetByText("More options").ClickAsync();
        await browser.Page.GetByTestId("start-id").FillAsync(run);
        await browser.Page.GetByTestId("start").ClickAsync();
        await Expect(Node(browser.Page, "long work")).ToHaveAttributeAsync("data-state", "Running");
        if (colors == ColorScheme.Dark)
        {
            await browser.ShootAsync("dashboard-dark");
        }
        else if (width < 400)
        {
            await browser.ShootAsync("dashboard-phone");
        }

        List<string> faults = [];
        foreach (string path in new[] { $"/runs/{run}", $"/runs/{run}?tab=steps", $"/runs/{run}?tab=script", "/runs", "/flows", "/flows/demo/release", "/flows/demo/release?tab=picture", "/schedules", "/approvals", "/queues", "/workers", "/limits", "/keys", "/audit", "/flows/demo/release?tab=versions" })
        {
            await browser.GoToAsync(path);
            await Expect(browser.Page.Locator("h1").First).ToBeVisibleAsync();
            await browser.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            AxeResult found = await browser.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
            faults.AddRange(found.Violations.Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }

        Assert.Equal("", string.Join("\n", faults));
    }

    [Fact]
    public async Task Root_OfThePages_IsTheRunsAndTheNavigationSaysSo()
    {
        await using BrowserPage browser = await server.OpenAsync("/");
        await Expect(browser.Page.GetByTestId("nav-runs")).ToHaveAttributeAsync("aria-current", "page");
        Assert.EndsWith("/runs", browser.Page.Url, StringComparison.Ordinal);
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Language_OfThePages_CanBeChanged()
    {
        await using BrowserPage browser = await server.OpenAsync("/runs");
        await browser.Page.GetByTestId("language").ClickAsync();
        await browser.Page.GetByText("中文").Last.ClickAsync();
        await Expect(browser.Page.Locator("h1").First).ToHaveTextAsync("运行");
        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("lang", new Regex("^zh"));
        await browser.ShootAsync("dashboard-chinese");
    }

    // The server looks at its folders in its own time.
    private static async Task UntilVersionsAsync(BrowserPage browser, int count)
    {
        ILocator tab = browser.Page.GetByTestId("tab-versions");
        while (await tab.CountAsync() == 0 || !(await tab.TextContentAsync())!.Contains($"({count})", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await browser.Page.WaitForTimeoutAsync(250);
            await browser.GoToAsync("/flows/demo/changing?tab=versions");
            await Expect(tab.Or(browser.Page.GetByTestId("error")).First).ToBeVisibleAsync();
        }
    }

    private static ILocator Node(IPage page, string label) => page.GetByTestId("node-" + label);

    private async Task<BrowserPage> StartAsync(string flow, string id)
    {
        BrowserPage browser = await server.OpenAsync("/flows/" + flow);
        await browser.Page.GetByText("More options").ClickAsync();
        await browser.Page.GetByTestId("start-id").FillAsync(id);
        await browser.Page.GetByTestId("start").ClickAsync();
        await Expect(browser.Page.GetByTestId("run-id")).ToHaveTextAsync(id);
        return browser;
    }
}
