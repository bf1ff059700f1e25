using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Page = GoTick.Host.Dashboard.Audit.AuditPage;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>Who changed what: newest first, filtered by what stands in the address, a page at a time.</summary>
public sealed class AuditPageTests : DashboardContext
{
    private static readonly Caller Eve = new("eve", KeyScope.Operate, FlowGrants.All, IsVerified: true, "0011");

    [Fact]
    public async Task List_EachOutcome_IsToldWithWhoWhatAndWhereItLeads()
    {
        var log = new AuditLog(Client.Store);
        AuditEntry done = await log.BeginAsync(Eve, "start-run", "deploy/web");
        await log.CompleteAsync(done, AuditEntry.Done, "run-7");
        await log.NoteAsync(Eve with { KeyId = null, IsVerified = false }, "cancel-run", "<b>run</b>", TickErrorId.AccessDenied);
        await log.BeginAsync(Eve, "set-limit", "key:x");

        IRenderedComponent<Page> page = Render<Page>();
        page.WaitForElement("[data-testid=audit-row]");

        IElement[] rows = [.. page.FindAll("[data-testid=audit-row]")];
        Assert.Equal(["set-limit", "cancel-run", "start-run"], rows.Select(r => r.Children[2].TextContent));
        Assert.Equal(["unknown", "TickAccessDenied", "done"], rows.Select(r => r.Children[4].TextContent));
        Assert.Contains("<b>run</b>", rows[1].Children[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("unverified", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("flows/deploy/web", rows[2].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("run-7", rows[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_WhatIsWritten_BecomesTheAddressAndTheList()
    {
        var log = new AuditLog(Client.Store);
        await log.NoteAsync(Eve, "cancel-run", "r1", AuditEntry.Done);
        await log.NoteAsync(Eve with { Name = "bob" }, "vote", "r2", AuditEntry.Done);
        IRenderedComponent<Page> page = Render<Page>();
        page.WaitForElement("[data-testid=audit-by]").Change("BO");
        page.Find("[data-testid=audit-action]").Change("vote");
        page.Find("[data-testid=audit-since]").Change("2026-01-01T00:00");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("r2", Assert.Single(page.FindAll("[data-testid=audit-row]")).Children[3].TextContent.Trim()));
        Assert.EndsWith("audit?by=BO&action=vote&since=2026-01-01T00%3A00", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_MoreThanOneHolds_FollowByTheirAddress()
    {
        var log = new AuditLog(Client.Store);
        for (int i = 0; i < 60; i++)
        {
            await log.NoteAsync(Eve, "cancel-run", $"r{i}", AuditEntry.Done);
        }

        IRenderedComponent<Page> page = Render<Page>();
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("[data-testid=audit-row]").Count));
        Services.GetRequiredService<NavigationManager>().NavigateTo(page.Find("[data-testid=next-page]").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll("[data-testid=audit-row]").Count));
        Assert.Equal("r9", page.FindAll("[data-testid=audit-row]")[0].Children[3].TextContent.Trim());
        Assert.Equal("audit", page.Find("[data-testid=first-page]").GetAttribute("href"));
    }
}
