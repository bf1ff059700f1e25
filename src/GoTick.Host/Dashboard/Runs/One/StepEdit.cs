using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Values;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>The recorded value of a step, to be set to another one.</summary>
internal sealed class StepEdit
{
    private readonly object? _recorded;
    private readonly string _original;

    /// <param name="step">The step.</param>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    public StepEdit(StepView step)
    {
        Name = NameOf(step);
        _recorded = EditedValue.Of(step.Value);
        Text = _original = EditedValue.Text(_recorded);
    }

    /// <summary>The step, as a restart names it.</summary>
    public string Name { get; }

    /// <summary>What is written: JSON, or else a text.</summary>
    public string? Text { get; set; }

    /// <summary>Why it cannot be set; null = nothing is known to be wrong.</summary>
    public TickException? Fault { get; set; }

    /// <summary>True when it is another value than the recorded one.</summary>
    public bool IsChanged => Text != _original;

    /// <summary>The type that it will have; null when it has none.</summary>
    public string? Type => TryRead(out object? value) is null ? EditedValue.TypeOf(value) : null;

    /// <summary>The value.</summary>
    public object? Value => TryRead(out object? value) is { } error ? throw error : value;

    /// <summary>True for steps whose values can be set.</summary>
    public static bool IsFor(StepView step) => step is { Kind: StepKind.Memo or StepKind.Array or StepKind.State, Status: "Completed" };

    /// <summary>A step, as a restart names it: states have names of their own.</summary>
    public static string NameOf(StepView step) => step.Kind == StepKind.State ? "state:" + step.Key : step.Key;

    /// <summary>Checks it; true when it can be sent.</summary>
    public bool Check() => (Fault = TryRead(out _)) is null;

    private TickException? TryRead(out object? value)
    {
        value = null;
        try
        {
            value = EditedValue.Read(string.IsNullOrWhiteSpace(Text) ? "\"\"" : Text, _recorded);
            return null;
        }
        catch (TickException e)
        {
            return e;
        }
    }
}
