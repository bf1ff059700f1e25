using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GoTick.Host.Tests.Browser;

/// <summary>The page to try the API, under the policy that every answer of the server has.</summary>
public sealed class ApiPageTests(BrowserServer server) : IClassFixture<BrowserServer>
{
    [Fact]
    public async Task Try_ACall_IsSentAndAnsweredWithoutComplaintsOfTheBrowser()
    {
        await using BrowserPage browser = await server.OpenAsync("/api/docs/index.html");
        ILocator call = browser.Page.Locator("#operations-Flows-listFlows");
        await call.Locator(".opblock-summary-control").ClickAsync();
        await call.Locator(".try-out__btn").ClickAsync();
        await call.Locator(".execute").ClickAsync();

        await Expect(call.Locator(".live-responses-table .response-col_status").Last).ToContainTextAsync("200");
        await Expect(call.Locator(".live-responses-table")).ToContainTextAsync("demo/release");
        Assert.Empty(browser.Complaints);
    }
}
