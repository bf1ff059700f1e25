using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Dashboard.Flows;
using GoTick.Host.Dashboard.Limits;
using GoTick.Host.Dashboard.Queues;
using GoTick.Host.Dashboard.Runs;
using GoTick.Host.Dashboard.Runs.One;
using GoTick.Host.Dashboard.Schedules;
using GoTick.Host.Dashboard.Shared;
using GoTick.PowerShell.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>Pages switch off what the viewer may not do, and say what they lack.</summary>
public sealed partial class RightsTests : DashboardContext
{
    private static readonly RunView Live = new() { Id = ItemId.ParseRoot("r"), Flow = "f", Version = "v", Status = RunStatus.Running, Queue = "q", Created = default };

    [Theory]
    [InlineData(KeyScope.Read, "operate")]
    [InlineData(KeyScope.Start, "operate")]
    [InlineData(KeyScope.Operate, null)]
    [InlineData(KeyScope.Admin, null)]
    public async Task Run_ItsButtons_AreOffWithoutTheScope(KeyScope scopes, string? lacking)
    {
        await EnterAsync(scopes);

        foreach (RunView run in new[] { Live, Live with { Status = RunStatus.Suspended }, Live with { Status = RunStatus.Failed } })
        {
            IRenderedComponent<RunActions> actions = Render<RunActions>(p => p.Add(a => a.Run, run).Add(a => a.Steps, []).Add(a => a.OnDone, EventCallback.Empty));
            IElement[] buttons = [.. actions.FindAll("button")];

            Assert.NotEmpty(buttons);
            Assert.All(buttons, b => Check(b, lacking));
            Assert.False(actions.Find("[data-testid=export]").HasAttribute("disabled")); // to look is for everybody
        }
    }

    [Theory]
    [InlineData(KeyScope.Read, "start")]
    [InlineData(KeyScope.Operate, "start")]
    [InlineData(KeyScope.Start, null)]
    public async Task Start_ItsButton_IsOffWithoutTheScope(KeyScope scopes, string? lacking)
    {
        FlowDefinition flow = await PublishAsync("deploy", "1");
        await EnterAsync(scopes);

        Check(Render<StartForm>(p => p.Add(f => f.Flow, flow)).Find("[data-testid=start]"), lacking);
    }

    [Theory]
    [InlineData(KeyScope.Read, "*", "operate")]
    [InlineData(KeyScope.Operate, "deploy/*", "all flows")]
    [InlineData(KeyScope.Operate, "*", null)]
    public async Task Queues_WhatAllFlowsShare_IsOffForAKeyOfSomeOfThem(KeyScope scopes, string flows, string? lacking)
    {
        await PublishAsync("deploy", "1");
        await Client.StartAsync(new StartRequest { Flow = "deploy" });
        await EnterAsync(scopes, flows);

        IRenderedComponent<QueuesPage> page = Render<QueuesPage>();
        page.WaitForElement("[data-testid=pause]");

        Assert.All(page.FindAll("button"), b => Check(b, lacking));
    }

    [Fact]
    public async Task Settings_WithoutAdmin_AreOff()
    {
        await PublishAsync("deploy", "1");
        await Client.SetLimitAsync(LimitName.Parse("key:x"), new LimitSpec { Concurrency = 1 });
        await Client.RegisterScheduleAsync(new ScheduleDefinition { Name = "nightly", Flow = "deploy", Cron = "@daily" });
        await EnterAsync(KeyScope.Operate);

        IRenderedComponent<LimitsPage> limits = Render<LimitsPage>();
        limits.WaitForElement("[data-testid=change]");
        IRenderedComponent<SchedulesPage> schedules = Render<SchedulesPage>();
        schedules.WaitForElement("[data-testid=run-now]");

        Assert.All(limits.FindAll("button"), b => Check(b, "admin"));
        Check(schedules.Find("[data-testid=new-schedule]"), "admin");
        Check(schedules.Find("[data-testid=run-now]"), null);
    }

    [Fact]
    public async Task Bulk_EachAction_IsOffWithoutOperate()
    {
        await EnterAsync(KeyScope.Start);

        IRenderedComponent<BulkBar> bar = Render<BulkBar>(p => p.Add(b => b.Ids, [Live.Id]).Add(b => b.OnDone, EventCallback.Empty).Add(b => b.OnClear, EventCallback.Empty));

        Assert.All(Enum.GetNames<BulkAction>(), action => Check(bar.Find($"[data-testid=bulk-{action}]"), "operate"));
    }

    [Fact]
    public async Task Lack_NobodyKnowsTheViewer_OffersEverything()
    {
        var door = new GuardedClient(
            Client,
            RunMending.Of(Client),
            _ => throw new StoreUnavailableException("away"),
            new AuditLog(Client.Store),
            NullLogger<GuardedClient>.Instance);
        var rights = new Rights(door, new());

        await rights.LoadAsync();

        Assert.Null(rights.Lack(nameof(ITickClient.RemoveLimitAsync)));
    }

    [Fact]
    public void Pages_EveryChangeThatTheyMake_IsBehindAButtonThatKnowsIt()
    {
        string all = string.Join('\n', DashboardSources.Files(".razor", ".cs").Select(File.ReadAllText));
        string[] called = [.. Calls().Matches(all).Select(m => m.Groups[1].Value).Distinct().Where(m => AccessRules.Find(m)?.Action is not null)];

        Assert.Contains(nameof(ITickClient.CancelAsync), called);
        Assert.All(called, member => Assert.Matches($@"For=""@nameof\(\w+\.{member}\)""|=> nameof\(\w+\.{member}\)", all));
    }

    private async Task EnterAsync(KeyScope scopes, string flows = "*")
    {
        var caller = new Caller("eve", scopes, FlowGrants.Parse([flows]), IsVerified: true, "k");
        var door = new GuardedClient(Client, RunMending.Of(Client), _ => ValueTask.FromResult(caller), new AuditLog(Client.Store), NullLogger<GuardedClient>.Instance);
        Services.AddSingleton<ITickClient>(door);
        await Services.GetRequiredService<Rights>().LoadAsync();
    }

    private static void Check(IElement button, string? lacking)
    {
        Assert.Equal((button.OuterHtml, lacking is not null), (button.OuterHtml, button.HasAttribute("disabled")));
        if (lacking is not null)
        {
            Assert.Contains(lacking, button.GetAttribute("title"), StringComparison.Ordinal);
            Assert.Equal(button.GetAttribute("title"), button.Closest("span.lacking")?.GetAttribute("title"));
        }
    }

    [GeneratedRegex(@"\b(?:Client|Mender)\.(\w+Async)\(")]
    private static partial Regex Calls();
}
