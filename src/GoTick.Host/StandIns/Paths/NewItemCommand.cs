using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>New-Item</c>.</summary>
[Cmdlet(VerbsCommon.New, "Item", DefaultParameterSetName = "pathSet", SupportsShouldProcess = true)]
internal sealed class NewItemCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "pathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "nameSet", ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "nameSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Type")]
    public string? ItemType { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override object? DynamicParametersFor(ProviderCall call)
    {
        string first = Path is { Length: > 0 } ? Path[0] : ".";

        // Without a name the path is the new item's own and may hold what looks like a wildcard.
        return call.NewParameters(string.IsNullOrEmpty(Name) ? WildcardPattern.Escape(first) : first, ItemType, Value);
    }

    protected override void Configure(ProviderCall call) => call.Force = Force;

    protected override void ProcessRecord()
    {
        foreach (string path in Path is { Length: > 0 } ? Path : [string.Empty])
        {
            Attempt(() => NewCall().New(path, Name, ItemType, Value));
        }
    }
}
