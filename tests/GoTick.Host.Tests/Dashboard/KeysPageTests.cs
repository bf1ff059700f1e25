using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Dashboard.Keys;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>Keys are listed, made and revoked, and shown once.</summary>
public sealed class KeysPageTests : DashboardContext
{
    [Fact]
    public async Task List_KeysOfEachState_ShowsThoseThatOpenDoorsFirst()
    {
        await KeyAsync("gone", revoke: true);
        await KeyAsync("ci", flows: ["deploy/*"]);

        IRenderedComponent<KeysPage> page = Render<KeysPage>();
        page.WaitForElement("[data-testid=key-row]");

        Assert.Equal(["ci", "gone"], page.FindAll("[data-testid=key-row]").Select(r => r.GetAttribute("data-name")));
        IElement ci = page.Find("[data-name=ci]");
        Assert.Contains("deploy/*", ci.TextContent, StringComparison.Ordinal);
        Assert.NotNull(ci.QuerySelector(".chip-active"));
        Assert.Contains("revoked by root", page.Find("[data-name=gone]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=revoke]"));
    }

    [Fact]
    public async Task Create_AKey_IsShownOnceAndCanBeCopied()
    {
        JSInterop.SetupModule(_ => true).Setup<bool>("copy", _ => true).SetResult(true);
        IRenderedComponent<MudDialogProvider> dialog = await DialogAsync();
        dialog.Find("[data-testid=key-name]").Change(" ci ");
        dialog.Find("[data-testid=scope-Start]").Change(true);
        dialog.Find("[data-testid=key-flows]").Change("deploy/*, web\nx");
        dialog.Find("[data-testid=key-days]").Change("30");

        dialog.Find("[data-testid=confirm]").Click();

        string secret = dialog.WaitForElement("[data-testid=key-text]").GetAttribute("value")!;
        ApiKey made = Assert.Single(await Client.ListKeysAsync());
        Assert.StartsWith($"gtk_{made.Id}_", secret, StringComparison.Ordinal);
        Assert.Equal(("ci", KeyScope.Read | KeyScope.Start, "deploy/* web x", 30), (made.Name, made.Scopes, made.Grants.ToString(), (made.Expires - made.Created)!.Value.Days));
        dialog.Find("[data-testid=copy]").Click();
        dialog.WaitForAssertion(() => Assert.Contains("Copied", dialog.Find("[data-testid=copy]").TextContent, StringComparison.Ordinal));
        dialog.Find("[data-testid=close]").Click();
        dialog.WaitForAssertion(() => Assert.DoesNotContain(secret, dialog.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WithoutAName_SaysSoWithItsId()
    {
        IRenderedComponent<MudDialogProvider> dialog = await DialogAsync();

        dialog.Find("[data-testid=confirm]").Click();

        Assert.Contains(TickErrorId.ArgumentInvalid, dialog.WaitForElement("[data-testid=error]").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Client.ListKeysAsync());
    }

    [Fact]
    public async Task Create_Admin_CoversAllScopesAndFlows()
    {
        IRenderedComponent<MudDialogProvider> dialog = await DialogAsync();

        dialog.Find("[data-testid=key-flows]").Change("deploy/*");
        dialog.Find("[data-testid=scope-Admin]").Change(true);

        Assert.All(new[] { "Start", "Operate" }, s => Assert.True(dialog.Find($"[data-testid=scope-{s}]").HasAttribute("disabled")));
        Assert.True(dialog.Find("[data-testid=key-flows]").HasAttribute("disabled"));
        dialog.Find("[data-testid=key-name]").Change("root");
        dialog.Find("[data-testid=confirm]").Click();
        dialog.WaitForElement("[data-testid=key-text]");
        Assert.True(Assert.Single(await Client.ListKeysAsync()).Grants.AreAll);
    }

    [Fact]
    public async Task Revoke_AKey_AsksFirst()
    {
        await KeyAsync("ci");
        IRenderedComponent<MudDialogProvider> dialogs = Render<MudDialogProvider>();
        IRenderedComponent<KeysPage> page = Render<KeysPage>();

        page.WaitForElement("[data-testid=revoke]").Click();
        dialogs.WaitForElement("[data-testid=back]").Click();
        Assert.Null(Assert.Single(await Client.ListKeysAsync()).Revoked);
        page.Find("[data-testid=revoke]").Click();
        dialogs.WaitForElement("[data-testid=confirm]").Click();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-name=ci] .chip-revoked")));
        Assert.NotNull(Assert.Single(await Client.ListKeysAsync()).Revoked);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> DialogAsync()
    {
        IRenderedComponent<MudDialogProvider> provider = Render<MudDialogProvider>();
        await provider.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<KeyDialog>("New key"));
        provider.WaitForElement("[data-testid=key-name]");
        return provider;
    }

    private async Task KeyAsync(string name, bool revoke = false, params string[] flows)
    {
        NewKey made = await Client.CreateKeyAsync(new KeyRequest { Name = name, Scopes = KeyScope.Start, Grants = flows.Length > 0 ? FlowGrants.Parse(flows) : FlowGrants.All }, "root");
        if (revoke)
        {
            await Client.RevokeKeyAsync(made.Key.Id, "root");
        }
    }
}
