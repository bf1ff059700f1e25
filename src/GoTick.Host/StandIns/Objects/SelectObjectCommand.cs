using System.Management.Automation;
using System.Management.Automation.Internal;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Objects;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Select-Object</c>.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = DefaultSet)]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private const string DefaultSet = "DefaultParameter";
    private const string SkipLastSet = "SkipLastParameter";
    private const string IndexSet = "IndexParameter";
    private const string SkipIndexSet = "SkipIndexParameter";

    private readonly List<PSObject> _written = [];
    private ObjectProjection? _projection;
    private ObjectSlice? _slice;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0, ParameterSetName = DefaultSet)]
    [Parameter(Position = 0, ParameterSetName = SkipLastSet)]
    public object[] Property { get; set; } = [];

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string[] ExcludeProperty { get; set; } = [];

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    /// <summary>Lets the commands before this one run on after the last object that was asked for.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = IndexSet)]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = IndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = SkipIndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    protected override void BeginProcessing()
    {
        _projection = new ObjectProjection(Property, ExcludeProperty, ExpandProperty, WriteError);
        _slice = (Index, SkipIndex) switch
        {
            ({ } wanted, _) => ObjectSlice.Of(wanted),
            (_, { } unwanted) => ObjectSlice.Without(unwanted),
            _ => ObjectSlice.Of(First, Last, Skip, SkipLast),
        };
        EndIfSated();
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value)
        {
            return;
        }

        foreach (PSObject item in _slice!.Add(InputObject))
        {
            Select(item);
        }

        EndIfSated();
    }

    protected override void EndProcessing()
    {
        foreach (PSObject item in _slice!.Rest())
        {
            Select(item);
        }

        WriteObject(_written, true);
    }

    private void Select(PSObject item)
    {
        foreach (PSObject result in _projection!.Of(item))
        {
            if (!Unique)
            {
                WriteObject(result);
            }
            else if (!_written.Exists(other => AreEqual(other, result)))
            {
                _written.Add(result);
            }
        }
    }

    // Nothing that could still come would be written, so whoever makes it may stop now.
    private void EndIfSated()
    {
        if (_slice!.IsSated && !Wait)
        {
            WriteObject(_written, true);
            _written.Clear();
            throw Pipelines.StopUpstream(this);
        }
    }

    private bool AreEqual(PSObject x, PSObject y)
    {
        var order = new ObjectOrder(!CaseInsensitive, System.Globalization.CultureInfo.CurrentCulture);
        if (x.BaseObject is not PSCustomObject || y.BaseObject is not PSCustomObject)
        {
            return order.Compare(x.BaseObject, y.BaseObject) == 0;
        }

        PSPropertyInfo[] properties = [.. x.Properties];
        return properties.Length == y.Properties.Count()
            && properties.All(property => y.Properties[property.Name] is { } other && order.Compare(property.Value, other.Value) == 0);
    }
}
