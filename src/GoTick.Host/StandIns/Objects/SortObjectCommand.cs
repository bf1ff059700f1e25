using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using GoTick.Host.StandIns.Objects;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Sort-Object</c>; always stable.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
internal sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = int.MaxValue;

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; } = int.MaxValue;

    protected override void ProcessRecord()
    {
        if (InputObject is not null && InputObject != AutomationNull.Value)
        {
            _input.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        var order = new ObjectOrder(CaseSensitive, Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture));
        PropertyTerm[] terms = [.. Property.Select(element => PropertyTerm.Parse(element, "expression", "ascending", "descending"))];
        List<(PSObject Item, object?[] Keys)> rows = [.. _input.Select(item => (item, KeysOf(item, terms)))];
        IEnumerable<(PSObject Item, object?[] Keys)> sorted = rows.Order(Comparer<(PSObject Item, object?[] Keys)>.Create(
            (x, y) => Compare(x.Keys, y.Keys, terms, order)));
        if (Unique)
        {
            sorted = WithoutRepeats(sorted, terms, order);
        }

        foreach ((PSObject item, _) in sorted.Take(Top).TakeLast(Bottom))
        {
            WriteObject(item);
        }
    }

    private static object?[] KeysOf(PSObject item, PropertyTerm[] terms)
        => terms is [] ? [item.BaseObject] : [.. terms.Select(term => term.ValueOn(item))];

    private int Compare(object?[] x, object?[] y, PropertyTerm[] terms, ObjectOrder order)
    {
        for (int i = 0; i < x.Length; i++)
        {
            int result = order.Compare(x[i], y[i]);
            if (result != 0)
            {
                return (terms.ElementAtOrDefault(i)?.Descending ?? Descending) ? -result : result;
            }
        }

        return 0;
    }

    private IEnumerable<(PSObject Item, object?[] Keys)> WithoutRepeats(
        IEnumerable<(PSObject Item, object?[] Keys)> sorted, PropertyTerm[] terms, ObjectOrder order)
    {
        object?[]? last = null;
        foreach (var row in sorted)
        {
            if (last is null || Compare(last, row.Keys, terms, order) != 0)
            {
                yield return row;
            }

            last = row.Keys;
        }
    }
}
