using System.Collections;
using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Flows;
using GoTick.PowerShell.Values;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>The form that a flow's parameters make, and what it starts.</summary>
public sealed class StartFormTests : DashboardContext
{
    private const string Text = """
        param(
            [Parameter(Mandatory, HelpMessage = 'Which <b>stage</b>')] [ValidateSet('test', 'live')] [string] $Stage,
            [int] $Count = 3, [double] $Ratio, [bool] $Flag, [switch] $DryRun, [datetime] $When,
            [string[]] $Names, [hashtable] $Options, [ValidateRange(1, 5)] [int] $Level)
        """;

    [Fact]
    public async Task Form_Types_HaveTheirFields()
    {
        IRenderedComponent<StartForm> form = await ShowAsync();

        Assert.Equal(["", "test", "live"], form.FindAll("#p-Stage option").Select(o => o.GetAttribute("value")));
        Assert.Equal("true", form.Find("#p-Stage").GetAttribute("aria-required"));
        Assert.Equal("decimal", form.Find("#p-Count").GetAttribute("inputmode"));
        Assert.Contains("3", form.Find("#p-Count").GetAttribute("placeholder"), StringComparison.Ordinal);
        Assert.Equal(["", "true", "false"], form.FindAll("#p-Flag option").Select(o => o.GetAttribute("value")));
        Assert.Equal("checkbox", form.Find("#p-DryRun").GetAttribute("type"));
        Assert.Equal("datetime-local", form.Find("#p-When").GetAttribute("type"));
        Assert.Equal("TEXTAREA", form.Find("#p-Names").TagName);
        Assert.Equal("TEXTAREA", form.Find("#p-Options").TagName);
        Assert.Contains("<b>stage</b>", form.Find("#p-Stage-note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AMandatoryOneIsMissing_SaysSoBesideItAndStartsNothing()
    {
        IRenderedComponent<StartForm> form = await ShowAsync();

        form.Find("form").Submit();

        Assert.NotNull(form.Find("[data-testid=parameter-Stage] [data-testid=fault]"));
        Assert.Single(form.FindAll("[data-testid=fault]"));
        Assert.Empty(await RunsAsync());
    }

    [Theory]
    [InlineData("Count", "many", "it is no int")]
    [InlineData("Level", "9", "5")]
    [InlineData("Options", "[1]", "JSON")]
    [InlineData("Options", "{", "JSON")]
    public async Task Change_WhatTheBinderRefuses_SaysSoBesideIt(string name, string text, string expected)
    {
        IRenderedComponent<StartForm> form = await ShowAsync();

        form.Find($"#p-{name}").Change(text);

        Assert.Contains(expected, form.Find($"[data-testid=parameter-{name}] [data-testid=fault]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", form.Find($"#p-{name}").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Start_AllIsWell_StartsTheRunWithItsArgumentsOnceAndGoesToIt()
    {
        IRenderedComponent<StartForm> form = await ShowAsync();
        form.Find("#p-Stage").Change("live");
        form.Find("#p-Count").Change("7");
        form.Find("#p-DryRun").Change(true);
        form.Find("#p-When").Change("2026-01-31T13:00:00");
        form.Find("#p-Names").Change("a\nb b\n");
        form.Find("#p-Options").Change("{\"deep\": {\"n\": 1}}");
        form.Find("#s-tags").Change("x, y");

        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.Contains("runs/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        form.Find("form").Submit(); // pressed again before the page has gone

        RunView run = await Client.GetRunAsync(Assert.Single(await RunsAsync()).Id);
        var arguments = (IDictionary)ValueCodec.Decode(run.Arguments)!;
        Assert.Equal(("live", 7, true), (arguments["Stage"], arguments["Count"], arguments["DryRun"]));
        Assert.Equal(new DateTime(2026, 1, 31, 13, 0, 0), arguments["When"]);
        Assert.Equal(["a", "b b"], (IEnumerable<string>)arguments["Names"]!);
        Assert.Equal(1L, ((IDictionary)((IDictionary)arguments["Options"]!)["deep"]!)["n"]);
        Assert.False(arguments.Contains("Ratio"));
        Assert.Equal(["x", "y"], run.Tags);
        Assert.EndsWith("runs/" + run.Id.Text, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_NobodyServesTheQueue_SaysSo() => Assert.Contains("default", (await ShowAsync()).Find("[data-testid=no-worker]").TextContent, StringComparison.Ordinal);

    private async Task<IRenderedComponent<StartForm>> ShowAsync()
    {
        FlowDefinition flow = await PublishAsync("deploy", Text);
        return Render<StartForm>(p => p.Add(f => f.Flow, flow));
    }

    private async Task<List<RunView>> RunsAsync()
    {
        List<RunView> runs = [];
        await foreach (RunView run in Client.ListRunsAsync())
        {
            runs.Add(run);
        }

        return runs;
    }
}
