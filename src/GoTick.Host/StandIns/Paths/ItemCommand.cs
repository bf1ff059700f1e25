using System.Management.Automation;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns.Paths;

/// <summary>A command over items named by paths or wildcards, narrowed by filters.</summary>
internal abstract class ItemCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => Path;
        set
        {
            Literal = true;
            Path = value;
        }
    }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected string FirstPath => Path.Length > 0 ? Path[0] : ".";

    protected override void Configure(ProviderCall call)
    {
        call.Force = Force;
        call.Filter(Filter, Include, Exclude);
    }
}
