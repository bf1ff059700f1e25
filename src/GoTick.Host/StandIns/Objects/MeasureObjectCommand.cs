using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Measure-Object</c>.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = GenericSet)]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo))]
internal sealed class MeasureObjectCommand : PSCmdlet
{
    private const string GenericSet = "GenericMeasure";
    private const string TextSet = "TextMeasure";

    // In the order in which the properties were first found.
    private readonly OrderedDictionary<string, ValueMeasure> _measures = new(StringComparer.OrdinalIgnoreCase);
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSPropertyExpression[] Property { get; set; } = [];

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = GenericSet)]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = TextSet)]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    private bool IsText => ParameterSetName == TextSet;

    private bool NeedsNumbers => Sum || Average || StandardDeviation || AllStats;

    private bool NeedsEnds => Minimum || Maximum || AllStats;

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value)
        {
            return;
        }

        _count++;
        if (Property.Length == 0)
        {
            Measure(string.Empty, InputObject.BaseObject);
            return;
        }

        foreach (PSPropertyExpressionResult found in Property.SelectMany(expression => expression.GetValues(InputObject)))
        {
            if (found.Result is not null)
            {
                Measure(found.ResolvedExpression.ToString(), found.Result is PSObject wrapped ? wrapped.BaseObject : found.Result);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Property.Length == 0)
        {
            Write(null, _measures.GetValueOrDefault(string.Empty) ?? new ValueMeasure());
            return;
        }

        foreach ((string name, ValueMeasure measure) in _measures)
        {
            Write(name, measure);
        }

        foreach (PSPropertyExpression missing in Property.Where(IsMissing))
        {
            ReportMissing(missing);
        }
    }

    private bool IsMissing(PSPropertyExpression expression)
        => !expression.HasWildCardCharacters && expression.Script is null && !_measures.ContainsKey(expression.ToString());

    private void ReportMissing(PSPropertyExpression expression)
    {
        var error = new ErrorRecord(
            new PSArgumentException($"The property \"{expression}\" cannot be found in the input for any objects."),
            IsText ? "TextMeasurePropertyNotFound" : "GenericMeasurePropertyNotFound",
            ErrorCategory.InvalidArgument,
            null);

        // No input at all is no error, only nothing to measure.
        if (_count > 0)
        {
            WriteError(error);
        }
    }

    private void Measure(string name, object value)
    {
        if (!_measures.TryGetValue(name, out ValueMeasure? measure))
        {
            _measures.Add(name, measure = new ValueMeasure());
        }

        if (IsText)
        {
            measure.AddText(LanguagePrimitives.ConvertTo<string>(value), IgnoreWhiteSpace);
            return;
        }

        if (NeedsNumbers)
        {
            if (!LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
            {
                WriteError(new ErrorRecord(
                    new PSInvalidCastException($"Input object \"{value}\" is not numeric."),
                    "NonNumericInputObject",
                    ErrorCategory.InvalidType,
                    value));
                return;
            }

            measure.AddNumber(number);
        }

        measure.AddAny();
        if (NeedsEnds)
        {
            measure.AddEnds(value);
        }
    }

    private void Write(string? property, ValueMeasure measure)
        => WriteObject(IsText ? TextOf(property, measure)
            : IsNumeric(measure.Minimum) && IsNumeric(measure.Maximum) ? NumbersOf(property, measure)
            : ObjectsOf(property, measure));

    private static bool IsNumeric(object? value)
        => value is null || LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double _);

    private TextMeasureInfo TextOf(string? property, ValueMeasure measure) => new()
    {
        Property = property,
        Lines = Line ? measure.Lines : null,
        Words = Word ? measure.Words : null,
        Characters = Character ? measure.Characters : null,
    };

    private GenericMeasureInfo NumbersOf(string? property, ValueMeasure measure) => new()
    {
        Property = property,
        Count = measure.Count,
        Sum = Sum || AllStats ? measure.Sum : null,
        Average = Average || AllStats ? measure.Average : null,
        StandardDeviation = StandardDeviation || AllStats ? measure.StandardDeviation : null,
        Minimum = Minimum || AllStats ? NumberOf(measure.Minimum) : null,
        Maximum = Maximum || AllStats ? NumberOf(measure.Maximum) : null,
    };

    private GenericObjectMeasureInfo ObjectsOf(string? property, ValueMeasure measure) => new()
    {
        Property = property,
        Count = measure.Count,
        Sum = Sum || AllStats ? measure.Sum : null,
        Average = Average || AllStats ? measure.Average : null,
        StandardDeviation = StandardDeviation || AllStats ? measure.StandardDeviation : null,
        Minimum = Minimum || AllStats ? measure.Minimum : null,
        Maximum = Maximum || AllStats ? measure.Maximum : null,
    };

    private static double? NumberOf(object? value)
        => value is not null && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number) ? number : null;
}
