using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.Host.Commands;
using GoTick.Host.Dashboard.Approvals;
using GoTick.Host.Dashboard.Runs.One;
using GoTick.PowerShell.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>A run's page and what people are asked, over runs that a worker executes.</summary>
public sealed class RunPageTests : DashboardContext
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Page_AFlowThatFails_ShowsItsStepsItsErrorAndTheLine()
    {
        ItemId id = await RunAsync("Get-TickMemo 'first' { '<b>one</b>' }\n\nthrow '<script>alert(1)</script>'");
        IRenderedComponent<RunPage> page = Show(id, "steps");

        page.WaitForAssertion(() => Assert.Equal("Failed", page.Find("[data-testid=status]").GetAttribute("data-status")), Long);
        Assert.Equal(["first"], page.FindAll("[data-testid=step-row]").Select(r => r.GetAttribute("data-key")));
        Assert.Contains("<script>alert(1)</script>", page.Find("[data-testid=failure]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, b"));
        Assert.Equal("flow.ps1:3", page.Find("[data-testid=failure-line]").TextContent);

        page.Find("[data-testid=step-row] button").Click();
        Assert.Equal("<b>one</b>", page.Find("[data-testid=step-details] .tree-string").TextContent);
    }

    [Fact]
    public async Task Page_TheScriptOfAFlowThatFailed_MarksTheLine()
    {
        ItemId id = await RunAsync("1\n\nthrow 'no'");
        IRenderedComponent<RunPage> page = Show(id, "script");

        page.WaitForAssertion(() => Assert.Equal("3", page.Find(".code-line.bad").GetAttribute("data-line")), Long);
    }

    [Fact]
    public void Page_NoSuchRun_SaysSo()
    {
        IRenderedComponent<RunPage> page = Show(ItemId.FromStored("nope/1"), "steps");

        page.WaitForAssertion(() => Assert.Contains("TickRunNotFound", page.Find("[data-testid=error]").TextContent, StringComparison.Ordinal), Long);
    }

    [Fact]
    public async Task Approval_ApprovedByItsCard_IsAVoteForWhatWasSeen()
    {
        await using FlowExecutor executor = Executor.Create(Client);
        await using Worker worker = await Worker.StartAsync(Client, executor, new WorkerOptions());
        ItemId id = await StartAsync("Wait-TickApproval go -Message 'Deploy <i>it</i>?'");
        IRenderedComponent<ApprovalsPage> page = Render<ApprovalsPage>();
        Assert.Equal("Deploy <i>it</i>?", page.WaitForElement("[data-testid=approval] h2", Long).TextContent);

        page.Find("[data-testid=comment]").Change("fine");
        page.Find("[data-testid=approve]").Click();

        Assert.Equal(RunStatus.Completed, (await Client.WaitAsync(id, Long))?.Status);
        ApprovalVote vote = Assert.Single(Assert.Single(await Client.ReadApprovalsAsync(id, all: true)).Votes);
        Assert.Equal((true, "fine"), (vote.Approves, vote.Comment));
    }

    private IRenderedComponent<RunPage> Show(ItemId id, string tab)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"runs/{id.Text}?tab={tab}");
        return Render<RunPage>(p => p.Add(r => r.Id, id.Text));
    }

    private async Task<ItemId> StartAsync(string text)
    {
        await PublishAsync("flow", text);
        return (await Client.StartAsync(new StartRequest { Flow = "flow" })).Id;
    }

    private async Task<ItemId> RunAsync(string text)
    {
        await using FlowExecutor executor = Executor.Create(Client);
        await using Worker worker = await Worker.StartAsync(Client, executor, new WorkerOptions());
        ItemId id = await StartAsync(text);
        Assert.NotNull(await Client.WaitAsync(id, Long));
        return id;
    }
}
