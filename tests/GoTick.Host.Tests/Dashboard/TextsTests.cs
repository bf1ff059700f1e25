using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Security;
using GoTick.Host.Dashboard;
using GoTick.Host.Dashboard.Runs;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>The two languages have the same texts, every text that is asked for is there, and no page has one of its own.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read("GoTick.Host.Dashboard.Texts");
    private static readonly Dictionary<string, string> Chinese = Read("GoTick.Host.Dashboard.Texts.zh");

    [Fact]
    public void Languages_All_HaveTheSameKeysAndPlaces()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(PlacesIn(text.Value), PlacesIn(Chinese[text.Key])));
        Assert.All(English.Concat(Chinese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Pages_EveryKeyThatTheyName_IsThere()
    {
        string[] missing =
        [
            .. DashboardSources.Files(".razor", ".cs")
                .SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Key: m.Groups[1].Value)))
                .Where(a => !English.ContainsKey(a.Key))
                .Select(a => $"{a.File}: {a.Key}"),
        ];

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(typeof(RunStatus), "RunStatus.")]
    [InlineData(typeof(StepKind), "StepKind.")]
    [InlineData(typeof(StreamKind), "StreamKind.")]
    [InlineData(typeof(Theme), "Theme.")]
    [InlineData(typeof(Language), "Language.")]
    [InlineData(typeof(BulkAction), "BulkAction.")]
    [InlineData(typeof(BulkAction), "Bulk.Ask.")]
    [InlineData(typeof(ScheduleStatus), "ScheduleStatus.")]
    [InlineData(typeof(ScheduleOverlap), "ScheduleOverlap.")]
    [InlineData(typeof(ScheduleMisfire), "ScheduleMisfire.")]
    [InlineData(typeof(LimitUnit), "LimitUnit.")]
    [InlineData(typeof(LimitUnit), "LimitRate.")]
    [InlineData(typeof(ApprovalOutcome), "ApprovalOutcome.")]
    [InlineData(typeof(KeyScope), "KeyScope.")]
    public void Enumerations_EveryValue_HasAWord(Type type, string beginning) =>
        Assert.All(Enum.GetNames(type), name => Assert.Contains(beginning + name, English.Keys));

    [Fact]
    public void Events_EveryKind_HasAName()
    {
        string[] kinds = [.. typeof(JournalEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(JournalEvent))).Select(t => t.Name)];

        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Contains("Event." + kind, English.Keys));
    }

    [Fact]
    public void Pages_Texts_AreNeverLiteral()
    {
        string[] literal = [.. DashboardSources.Files(".razor").SelectMany(f => LiteralsIn(File.ReadAllText(f)).Select(l => $"{Path.GetFileName(f)}: {l}"))];

        Assert.Empty(literal);
    }

    [Theory]
    [InlineData("<p>Hello there</p>", "Hello there")]
    [InlineData("<button aria-label=\"Close it\">@T[\"x\"]</button>", "Close it")]
    [InlineData("<p>@T[\"a\"] · @b.C(d, \"e\")</p>", null)]
    public void Literals_Markup_AreFound(string markup, string? expected) => Assert.Equal(expected is null ? [] : [expected], LiteralsIn(markup));

    [Fact]
    public void Pages_TextsOfFlows_AreNeverMarkup() =>
        Assert.All(DashboardSources.Files(".razor", ".cs"), f => Assert.DoesNotMatch("MarkupString|AddMarkupContent", File.ReadAllText(f)));

    /// <summary>What a person would read that is no expression: between tags, and in the attributes that are read out.</summary>
    private static IEnumerable<string> LiteralsIn(string page)
    {
        string markup = Code().Replace(page, "");
        markup = Comments().Replace(markup, "");
        foreach (Match attribute in SpokenAttributes().Matches(markup))
        {
            if (Words().IsMatch(attribute.Groups[1].Value))
            {
                yield return attribute.Groups[1].Value;
            }
        }

        foreach (Match between in BetweenTags().Matches(markup))
        {
            string written = between.Groups[1].Value;
            string text = WithoutExpressions(written).Trim(' ', '\n', '·');
            bool isCode = written.IndexOfAny(['{', '}', ';']) >= 0 || written.Contains("T[", StringComparison.Ordinal);
            if (!isCode && Words().IsMatch(text) && text is not ("GoTick" or "$true" or "$false"))
            {
                yield return text;
            }
        }
    }

    private static string WithoutExpressions(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '@')
            {
                kept.Append(text[i]);
                continue;
            }

            int depth = 0;
            while (i + 1 < text.Length && (depth > 0 || char.IsLetterOrDigit(text[i + 1]) || text[i + 1] is '.' or '?' or '!' or '_' or '(' or '['))
            {
                i++;
                depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            }
        }

        return kept.ToString();
    }

    private static Dictionary<string, string> Read(string name)
    {
        using Stream stream = typeof(Texts).Assembly.GetManifestResourceStream(name + ".resources") ?? throw new MissingManifestResourceException(name);
        using var reader = new ResourceReader(stream);
        return reader.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => Convert.ToString(e.Value, CultureInfo.InvariantCulture) ?? "");
    }

    private static string PlacesIn(string text) => string.Join(' ', Places().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d+(?::[^}]*)?\}")]
    private static partial Regex Places();

    [GeneratedRegex("""\b(?:T|texts|Texts)\["([A-Za-z][A-Za-z.]*)"[\],]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^@code \{.*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"@\*.*?\*@|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("""(?:aria-label|title|placeholder|alt|Label|Title|AriaLabel)="([^"@]*)"(?=[\s/>])""")]
    private static partial Regex SpokenAttributes();

    [GeneratedRegex(@"(?<=[\w""/-])>([^<>]+)</")]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Words();
}
