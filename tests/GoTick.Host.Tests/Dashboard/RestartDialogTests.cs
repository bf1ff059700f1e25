using System.Collections;
using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Runs.One;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>How a run is to be restarted: from where, with which values and arguments.</summary>
public sealed class RestartDialogTests : DashboardContext, IRunMender
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly List<RunRestart> _asked = [];
    private TickException? _refusal;

    public RestartDialogTests() => Services.AddSingleton<IRunMender>(this);

    Task<ItemId> IRunMender.RestartAsync(RunRestart what, CancellationToken stop)
    {
        if (_refusal is { } error)
        {
            throw error;
        }

        _asked.Add(what);
        return Task.FromResult(ItemId.ParseRoot("again"));
    }

    [Fact]
    public async Task Values_OfTheStepsBeforeTheChosenOne_CanBeChanged()
    {
        IRenderedComponent<MudDialogProvider> dialog = await ShowAsync();
        Assert.NotNull(dialog.Find("[data-testid=restart-no-values]")); // from the start, nothing is kept

        dialog.Find("#restart-step").Change("send");
        Assert.Equal(["", "build", "state:mood"], dialog.FindAll("#restart-value option").Select(o => o.GetAttribute("value")));
        dialog.Find("#restart-value").Change("build");
        IElement field = dialog.Find("[data-testid=restart-value-build]");
        Assert.Contains("4711", field.QuerySelector("textarea")!.GetAttribute("value"), StringComparison.Ordinal);
        dialog.Find("[data-testid=restart-value-build] textarea").Change("""{"Size": 4712, "Version": "2.1"}""");
        Assert.Equal("Hashtable (2)", dialog.Find("[data-testid=restart-value-build] [data-testid=type]").TextContent);
        dialog.Find("#restart-value").Change("state:mood"); // looked at, and left as it is
        dialog.Find("[data-testid=confirm]").Click();

        RunRestart what = Assert.Single(_asked);
        Assert.Equal(("r", "send", false), (what.Run.Text, what.FromStep, what.UsesCurrentVersion));
        Assert.Null(what.Arguments);
        var value = (Hashtable)Assert.Single(what.Values.Cast<DictionaryEntry>()).Value!;
        Assert.Equal((4712L, "2.1"), (value["Size"], value["Version"])); // the type that was recorded
    }

    [Fact]
    public async Task Arguments_AsTheyWere_AreShownAndOnlyThoseThatDifferAreSent()
    {
        IRenderedComponent<MudDialogProvider> dialog = await ShowAsync();

        Assert.Equal(("2.0", "true", ""), (Value(dialog, "Version"), dialog.Find("#p-Force").HasAttribute("checked") ? "true" : "", Value(dialog, "Count")));
        dialog.Find("#p-Count").Change("7");
        dialog.Find("#p-Force").Change(false);
        dialog.Find("[data-testid=confirm]").Click();

        IDictionary given = Assert.Single(_asked).Arguments!([]);
        Assert.Equal(2, given.Count);
        Assert.Equal(("7", false), (given["Count"], given["Force"]));
    }

    [Fact]
    public async Task Fault_OfAFieldOrAValue_StandsBesideItWithItsId()
    {
        IRenderedComponent<MudDialogProvider> dialog = await ShowAsync();
        dialog.Find("#restart-step").Change("send");
        dialog.Find("#restart-value").Change("build");

        dialog.Find("[data-testid=restart-value-build] textarea").Change("{\"Size\": ");
        dialog.Find("#p-Count").Change("many");
        dialog.Find("#p-Version").Change("");
        dialog.Find("[data-testid=confirm]").Click();

        Assert.Empty(_asked);
        foreach (string field in new[] { "restart-value-build", "parameter-Count", "parameter-Version" })
        {
            Assert.Contains(TickErrorId.ArgumentInvalid, dialog.Find($"[data-testid={field}] [data-testid=fault]").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("build", "[data-testid=restart-value-build] [data-testid=fault]")]
    [InlineData("Count", "[data-testid=parameter-Count] [data-testid=fault]")]
    [InlineData("r", "[data-testid=error]")]
    public async Task Refusal_OfTheDoor_StandsAtWhatItNames(string target, string place)
    {
        IRenderedComponent<MudDialogProvider> dialog = await ShowAsync();
        dialog.Find("#restart-step").Change("send");
        dialog.Find("#restart-value").Change("build");
        _refusal = new TickException(TickErrorId.StepNotKept, TickErrorKind.InvalidInput, "Not that.") { Target = target };

        dialog.Find("[data-testid=confirm]").Click();

        Assert.Contains(TickErrorId.StepNotKept, dialog.WaitForElement(place).TextContent, StringComparison.Ordinal);
    }

    private static string Value(IRenderedComponent<MudDialogProvider> dialog, string name) => dialog.Find($"#p-{name}").GetAttribute("value") ?? "";

    private async Task<IRenderedComponent<MudDialogProvider>> ShowAsync()
    {
        FlowDefinition flow = await PublishAsync("deploy", "param([Parameter(Mandatory)] [string] $Version, [int] $Count, [switch] $Force)\n1");
        RunView run = new()
        {
            Id = ItemId.ParseRoot("r"),
            Flow = "deploy",
            Version = flow.Version,
            Status = RunStatus.Failed,
            Queue = "q",
            Created = Noon,
            Arguments = ValueCodec.Encode(new Hashtable { ["Version"] = "2.0", ["Force"] = true }, "The arguments"),
        };
        StepView[] steps =
        [
            Step("build", StepKind.Memo, new Hashtable { ["Size"] = 4711L, ["Version"] = "2.0" }),
            Step("mood", StepKind.State, "fine"),
            Step("wait", StepKind.Sleep, null),
            Step("send", StepKind.Task, null),
            Step("later", StepKind.Memo, 1),
        ];
        IRenderedComponent<MudDialogProvider> provider = Render<MudDialogProvider>();
        await provider.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<RestartDialog>(
            "Restart", new DialogParameters<RestartDialog> { { d => d.Run, run }, { d => d.Steps, steps } }));
        provider.WaitForElement("#p-Version");
        return provider;
    }

    private static StepView Step(string key, StepKind kind, object? value) => new()
    {
        Key = key,
        Kind = kind,
        Status = "Completed",
        Time = Noon,
        Value = value is null ? Payload.None : ValueCodec.Encode(value, "The value"),
    };
}
