using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Resolve-Path</c>.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(string))]
internal sealed class ResolvePathCommand : ProviderCommand
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
    public SwitchParameter Relative { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void Configure(ProviderCall call) => call.Force = Force;

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            Attempt(() => Resolve(path));
        }
    }

    private void Resolve(string path)
    {
        foreach (PathInfo found in NewCall().Resolve(path))
        {
            WriteObject(Relative ? RelativeTo(found) : found);
        }
    }

    private string RelativeTo(PathInfo found)
    {
        PathInfo here = SessionState.Path.CurrentLocation;
        if (found.Provider.Name != here.Provider.Name || (found.Drive is { } drive && here.Drive is { } mine && drive.Name != mine.Name))
        {
            return found.Path;
        }

        string relative = SessionState.Path.NormalizeRelativePath(found.Path, here.ProviderPath);
        return relative.StartsWith('.') || System.IO.Path.IsPathRooted(relative) ? relative : SessionState.Path.Combine(".", relative);
    }
}
