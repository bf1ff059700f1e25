using System.Collections;
using System.Globalization;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Flows;
using GoTick.Host.Dashboard.Values;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>An argument of a run, to be another one in the run that is made from it.</summary>
internal sealed class ArgumentEdit
{
    private readonly string _original;

    /// <param name="parameter">The parameter.</param>
    /// <param name="arguments">What the run was started with.</param>
    /// <param name="written">What a viewer has written for it before; null = nothing.</param>
    public ArgumentEdit(FlowParameter parameter, IDictionary arguments, string? written = null)
    {
        Field = new ParameterField(parameter);
        _original = arguments.Contains(parameter.Name) ? TextOf(arguments[parameter.Name], Field.Kind) : "";
        Field.Text = written ?? _original;
    }

    /// <summary>Its field.</summary>
    public ParameterField Field { get; }

    /// <summary>True when it differs from what the run was started with.</summary>
    public bool IsChanged => (Field.Text ?? "") != _original;

    /// <summary>The other value.</summary>
    public object? Value => Field.IsGiven ? Field.Value : false; // a switch that is off now

    /// <summary>Checks it; true when it can be sent.</summary>
    /// <param name="texts">What to say of one that was emptied.</param>
    public bool Check(Texts texts)
    {
        Field.Check(texts);
        if (IsChanged && !Field.IsGiven && Field.Kind != FieldKind.Switch)
        {
            Field.Refuse(PowerShell.Values.ArgumentBinder.Invalid(Field.Parameter.Name, texts["Restart.NotEmpty"]));
        }

        return Field.Fault is null;
    }

    private static string TextOf(object? value, FieldKind kind) => kind switch
    {
        FieldKind.Switch or FieldKind.Boolean => LanguagePrimitives.IsTrue(value) ? "true" : kind == FieldKind.Boolean ? "false" : "",
        FieldKind.Time when Bare(value) is DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        FieldKind.Time when Bare(value) is DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        FieldKind.List => string.Join('\n', (LanguagePrimitives.GetEnumerable(value) ?? new[] { value }).Cast<object?>().Select(Word)),
        FieldKind.Table or FieldKind.Any => EditedValue.Text(value),
        _ => Word(value),
    };

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Word(object? value) => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out string? text) ? text ?? "" : "";
}
