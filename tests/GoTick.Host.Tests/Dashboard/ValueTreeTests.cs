using System.Collections;
using System.Management.Automation;
using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Values;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>Values as trees: as far as they are opened, and as text whatever they hold.</summary>
public sealed class ValueTreeTests : DashboardContext
{
    [Fact]
    public void Tree_TextThatIsMarkup_IsShownAsText()
    {
        const string hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        IRenderedComponent<ValueTree> tree = Show(new Hashtable { [hostile] = hostile });

        Assert.Empty(tree.FindAll("script, img"));
        Assert.Equal(hostile, tree.Find(".tree-string").TextContent);
        Assert.Equal(hostile, tree.Find(".tree-name").TextContent);
    }

    [Fact]
    public void Tree_EscapesOfATerminal_AreLeftOut() => Assert.Equal("red text", Show("\u001b[31mred\u001b[0m text\u0000").Find(".tree-text").TextContent);

    [Fact]
    public void Tree_AnObjectWithAList_IsReadOnlyAsFarAsItIsOpened()
    {
        var bag = new PSObject();
        bag.Properties.Add(new PSNoteProperty("Numbers", Enumerable.Range(0, 250).Cast<object>().ToArray()));
        IRenderedComponent<ValueTree> tree = Show(bag);
        Assert.Equal(2, tree.FindAll("[data-testid=value-node]").Count);

        tree.FindAll("button.tree-toggle")[1].Click();
        Assert.Equal(2 + ValueBranch.Page, tree.FindAll("[data-testid=value-node]").Count);

        tree.FindAll("button.plain")[^1].Click();
        Assert.Equal(2 + (2 * ValueBranch.Page), tree.FindAll("[data-testid=value-node]").Count);
        Assert.Equal("[199]", tree.FindAll(".tree-name")[^1].TextContent);
    }

    [Fact]
    public void Tree_ALongText_IsCutUntilItIsAskedFor()
    {
        IRenderedComponent<ValueTree> tree = Show(new string('x', 1_000));
        Assert.Equal(ValueNodes.ShortText + 1, tree.Find(".tree-text").TextContent.Length);

        tree.Find("button.plain").Click();

        Assert.Equal(1_000, tree.Find(".tree-text").TextContent.Length);
    }

    [Theory]
    [InlineData(null, "$null")]
    [InlineData(true, "$true")]
    [InlineData(42, "42")]
    [InlineData(1.5, "1.5")]
    public void Tree_AScalar_IsItsText(object? value, string expected) => Assert.Equal(expected, Show(value).Find(".tree-text").TextContent);

    [Fact]
    public void Tree_SeveralValues_AreNumbered()
    {
        IRenderedComponent<ValueTree> tree = Show(ValueCodec.EncodeOutput(["a", "b"], "test"));

        Assert.Equal(["[0]", "[1]"], tree.FindAll(".tree-name").Select(n => n.TextContent));
    }

    [Fact]
    public void Tree_NoValue_SaysSo() => Assert.NotNull(Show(Payload.None).Find("[data-testid=no-value]"));

    [Fact]
    public void Tree_WhatCannotBeRead_IsToldAndDoesNotFail() => Assert.Contains("TickJournalUnreadable", Show(new Payload("i12x")).Markup, StringComparison.Ordinal);

    private IRenderedComponent<ValueTree> Show(object? value) => Show(ValueCodec.Encode(value, "test"));

    private IRenderedComponent<ValueTree> Show(Payload value) => Render<ValueTree>(p => p.Add(t => t.Value, value).Add(t => t.Label, "value"));
}
