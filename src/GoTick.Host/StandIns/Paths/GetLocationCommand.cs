using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Get-Location</c>: of the session, of providers, or of a location stack.</summary>
[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
internal sealed class GetLocationCommand : ProviderCommand
{
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[] PSProvider { get; set; } = [];

    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[] PSDrive { get; set; } = [];

    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[] StackName { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Stack")
        {
            WriteEach(StackName is [] ? [string.Empty] : StackName, SessionState.Path.LocationStack, "LocationStack");
        }
        else if (PSDrive is not [])
        {
            WriteEach(PSDrive, LocationOf, "GetLocationNoMatchingDrive");
        }
        else if (PSProvider is not [])
        {
            WriteEach(PSProvider, SessionState.Path.CurrentProviderLocation, "GetLocationNoMatchingProvider");
        }
        else
        {
            WriteObject(SessionState.Path.CurrentLocation);
        }
    }

    private void WriteEach(IEnumerable<string> names, Func<string, object> find, string errorId)
    {
        foreach (string name in names)
        {
            try
            {
                WriteObject(find(name));
            }
            catch (Exception e) when (IsAboutPath(e))
            {
                WriteError(new ErrorRecord(e, errorId, ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    private PathInfo LocationOf(string driveName)
    {
        PSDriveInfo drive = SessionState.Drive.Get(driveName);
        return SessionState.Path.GetResolvedPSPathFromPSPath(
            WildcardPattern.Escape($"{drive.Name}:{System.IO.Path.DirectorySeparatorChar}{drive.CurrentLocation}"))[0];
    }
}
