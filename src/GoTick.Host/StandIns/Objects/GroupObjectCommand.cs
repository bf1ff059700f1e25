using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using GoTick.Host.StandIns.Objects;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Group-Object</c>.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[OutputType(typeof(GroupInfo), typeof(Hashtable))]
internal sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _input = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void BeginProcessing()
    {
        if (AsString && !AsHashTable)
        {
            Refuse("The AsString parameter is used only together with AsHashTable.", AsString);
        }

        if (AsHashTable && !AsString && Property.Length > 1)
        {
            Refuse("The AsHashTable parameter takes one property, or AsString with it.", Property);
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not null && InputObject != AutomationNull.Value)
        {
            _input.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        CultureInfo culture = Culture is null ? CultureInfo.CurrentCulture : CultureInfo.GetCultureInfo(Culture);
        var order = new ObjectOrder(CaseSensitive, culture);
        PropertyTerm[] terms = [.. Property.Select(element => PropertyTerm.Parse(element, "expression"))];
        var rows = _input.Select(item => (Values: ValuesOf(item, terms), Item: item))
            .Order(Comparer<(object?[] Values, PSObject Item)>.Create((x, y) => Compare(x.Values, y.Values, order)));
        List<(object?[] Values, List<PSObject> Items)> alike = [];
        foreach ((object?[] values, PSObject item) in rows)
        {
            if (alike.Count == 0 || Compare(alike[^1].Values, values, order) != 0)
            {
                alike.Add((values, []));
            }

            alike[^1].Items.Add(item);
        }

        GroupInfo[] groups = [.. alike.Select(group => Describe(group.Values, group.Items))];
        if (AsHashTable)
        {
            WriteObject(TableOf(groups));
        }
        else
        {
            WriteObject(groups, true);
        }
    }

    private static object?[] ValuesOf(PSObject item, PropertyTerm[] terms)
        => terms is [] ? [item.BaseObject] : [.. terms.Select(term => term.ValueOn(item))];

    private static int Compare(object?[] x, object?[] y, ObjectOrder order)
        => x.Zip(y, order.Compare).FirstOrDefault(result => result != 0);

    private GroupInfo Describe(object?[] values, List<PSObject> items)
    {
        string name = string.Join(", ", values.Select(value => LanguagePrimitives.ConvertTo<string>(value)));
        return NoElement ? new GroupInfoNoElement(name, values, items) : new GroupInfo(name, values, items);
    }

    private Hashtable TableOf(IEnumerable<GroupInfo> groups)
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in groups)
        {
            table.Add(AsString ? group.Name : Plain(group.Values[0]) ?? string.Empty, group.Group);
        }

        return table;
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private void Refuse(string message, object target)
        => ThrowTerminatingError(new ErrorRecord(new ArgumentException(message), "ArgumentException", ErrorCategory.InvalidArgument, target));
}
