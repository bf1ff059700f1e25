using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Set-Location</c>.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
internal sealed class SetLocationCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string? LiteralPath
    {
        get => Path;
        set
        {
            Literal = true;
            Path = value;
        }
    }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            Attempt(Set);
        }
        catch (PSArgumentException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
        }
    }

    private void Set()
    {
        object? result = ParameterSetName == "Stack"
            ? SessionState.Path.SetDefaultLocationStack(StackName)
            : NewCall().SetLocation(string.IsNullOrEmpty(Path) ? SessionState.Provider.GetOne("FileSystem").Home : Path, Literal);
        if (PassThru && result is not null)
        {
            WriteObject(result);
        }
    }
}
