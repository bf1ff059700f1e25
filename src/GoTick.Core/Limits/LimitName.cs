using GoTick.Core.Errors;

namespace GoTick.Core.Limits;

/// <summary>A limit's name: <c>flow:deploy</c>, <c>key:tenant-7</c>, <c>step:send-mail</c>. Names are the same in upper and lower case.</summary>
public readonly record struct LimitName
{
    /// <summary>The longest name of a flow, key or step, in characters.</summary>
    public const int MaxLength = 200;

    private LimitName(LimitKind kind, string name)
    {
        Kind = kind;
        Name = name.ToLowerInvariant();
    }

    /// <summary>What it counts.</summary>
    public LimitKind Kind { get; }

    /// <summary>The flow, key or step, in lower case.</summary>
    public string Name { get; }

    /// <summary>As it is stored and shown.</summary>
    public string Text => $"{Kind.ToString().ToLowerInvariant()}:{Name}";

    /// <summary>The limit of a flow, a key or a step whose name is known to be right.</summary>
    public static LimitName Of(LimitKind kind, string name) => new(kind, name);

    /// <summary>A name that a person wrote: <c>flow:NAME</c>, <c>key:NAME</c>, <c>step:NAME</c>; one without any of these is a flow's.</summary>
    /// <exception cref="TickException"><c>TickLimitInvalid</c>.</exception>
    public static LimitName Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        LimitKind? kind = colon < 0 ? null : text[..colon].ToLowerInvariant() switch
        {
            "flow" => LimitKind.Flow,
            "key" => LimitKind.Key,
            "step" => LimitKind.Step,
            _ => null,
        };
        string name = kind is null ? text : text[(colon + 1)..];
        string? fault =
            string.IsNullOrWhiteSpace(name) ? "the name is missing"
            : name.Length > MaxLength ? $"the name has {name.Length} characters; the limit is {MaxLength}"
            : name.Any(char.IsControl) ? "it holds a control character"
            : null;
        return fault is null
            ? new LimitName(kind ?? LimitKind.Flow, name)
            : throw new TickException(
                TickErrorId.LimitInvalid,
                TickErrorKind.InvalidInput,
                $"'{text}' names no limit: {fault}. Write the name of a flow, or 'key:' or 'step:' and a name.")
            { Target = text };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
