using System.IO.Enumeration;
using GoTick.Core.Errors;

namespace GoTick.Core.Security;

/// <summary>For which flows a key is. A pattern is a flow's name in which <c>*</c> stands for any characters, <c>/</c> too. Case does not count.</summary>
public sealed class FlowGrants
{
    /// <summary>The most patterns of one key.</summary>
    public const int MaxPatterns = 100;

    private const int MaxLength = 200;

    private FlowGrants(IReadOnlyList<string> patterns)
    {
        Patterns = patterns;
        AreAll = patterns.Any(p => p.Length > 0 && p.All(c => c == '*'));
    }

    /// <summary>All flows.</summary>
    public static FlowGrants All { get; } = new(["*"]);

    /// <summary>The patterns; none = no flow.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>True when no flow is left out.</summary>
    public bool AreAll { get; }

    /// <summary>The patterns that a person wrote.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static FlowGrants Parse(IReadOnlyList<string> patterns)
    {
        if (patterns.Count > MaxPatterns)
        {
            throw Invalid($"There are {patterns.Count} patterns; the limit is {MaxPatterns}.", "");
        }

        // '?' and '\' have a meaning of their own where names are matched, so they cannot be meant as themselves.
        return patterns.FirstOrDefault(p => p.Length is 0 or > MaxLength || p.Any(c => char.IsControl(c) || c is '?' or '\\')) is { } odd
            ? throw Invalid($"'{odd}' is no pattern of flow names. Write a name, with '*' for any characters, such as deploy/*.", odd)
            : new FlowGrants([.. patterns.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>True when it is for this flow.</summary>
    public bool Allow(string flow) => AreAll || Patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, flow, ignoreCase: true));

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Patterns);

    internal static FlowGrants FromStored(IReadOnlyList<string> patterns) => new(patterns);

    private static TickException Invalid(string message, string target) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message) { Target = target };
}
