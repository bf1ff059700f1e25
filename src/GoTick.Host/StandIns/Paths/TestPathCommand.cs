using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Test-Path</c>.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(bool))]
internal sealed class TestPathCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? LiteralPath
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
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    protected override object? DynamicParametersFor(ProviderCall call)
        => IsValid ? null : call.ExistsParameters(Path is [{ Length: > 0 } first, ..] ? first : ".");

    protected override void Configure(ProviderCall call) => call.Filter(Filter, Include, Exclude);

    protected override void ProcessRecord()
    {
        if (Path is null or [])
        {
            RefuseNull();
            return;
        }

        foreach (string? path in Path)
        {
            if (path is null)
            {
                RefuseNull();
            }
            else
            {
                WriteObject(!string.IsNullOrWhiteSpace(path) && Holds(path));
            }
        }
    }

    private bool Holds(string path)
    {
        ProviderCall call = NewCall();
        try
        {
            return IsValid
                ? call.IsValid(path)
                : call.Exists(path) && PathType switch
                {
                    TestPathType.Container => call.IsContainer(path),
                    TestPathType.Leaf => !call.IsContainer(path),
                    _ => true,
                };
        }
        catch (Exception e) when (IsAboutPath(e))
        {
            // A path on a drive or provider that is not there does not exist: that is the answer, not an error.
            return false;
        }
    }

    private void RefuseNull() => WriteError(new ErrorRecord(
        new ArgumentNullException(nameof(Path), "The path is null or an empty collection."),
        "NullPathNotPermitted",
        ErrorCategory.InvalidArgument,
        Path));
}
