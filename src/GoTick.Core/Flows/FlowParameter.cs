namespace GoTick.Core.Flows;

/// <summary>One parameter of a flow's <c>param()</c> block, as far as it can be read without running the script.</summary>
public sealed record FlowParameter
{
    /// <summary>The name, without <c>$</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The declared type as written (<c>int</c>, <c>string[]</c>, <c>switch</c>); <c>object</c> when there is none.</summary>
    public string Type { get; init; } = "object";

    /// <summary>True when a start without it is refused.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>True for <c>[switch]</c>.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>True when the script gives a default.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The default's source text, to show in forms; null when there is none.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The position for unnamed arguments, from 0; null when it can only be named.</summary>
    public int? Position { get; init; }

    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The <c>HelpMessage</c>, or null.</summary>
    public string? HelpMessage { get; init; }

    /// <summary>The values of a constant <c>ValidateSet</c>; empty when there is none.</summary>
    public IReadOnlyList<string> ValidateSet { get; init; } = [];

    /// <summary>Constant validators other than the set, as attribute name → constant arguments: <c>ValidateRange</c> → <c>1, 10</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Validators { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
