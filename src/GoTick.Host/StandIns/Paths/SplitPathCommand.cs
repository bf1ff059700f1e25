using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Split-Path</c>.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ParentSet)]
[OutputType(typeof(string), typeof(bool))]
internal sealed class SplitPathCommand : ProviderCommand
{
    private const string ParentSet = "ParentSet";
    private const string LeafSet = "LeafSet";
    private const string LeafBaseSet = "LeafBaseSet";
    private const string ExtensionSet = "ExtensionSet";
    private const string QualifierSet = "QualifierSet";
    private const string NoQualifierSet = "NoQualifierSet";
    private const string IsAbsoluteSet = "IsAbsoluteSet";

    [Parameter(Position = 0, ParameterSetName = ParentSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = LeafSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = LeafBaseSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ExtensionSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = QualifierSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = NoQualifierSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = IsAbsoluteSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "LiteralPathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
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

    [Parameter(ParameterSetName = QualifierSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(ParameterSetName = NoQualifierSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = ParentSet, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Parent { get; set; } = true;

    [Parameter(ParameterSetName = LeafSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = LeafBaseSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = ExtensionSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Extension { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    [Parameter(ParameterSetName = IsAbsoluteSet, Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            Attempt(() => Split(path));
        }
    }

    private void Split(string path)
    {
        IEnumerable<string> paths = Resolve ? NewCall().Resolve(path).Select(found => found.Path) : [path];
        foreach (string each in paths)
        {
            if (PartOf(each) is { } part)
            {
                WriteObject(part);
            }
        }
    }

    private object? PartOf(string path) => ParameterSetName switch
    {
        IsAbsoluteSet => SessionState.Path.IsPSAbsolute(path, out _),
        QualifierSet => QualifierOf(path),
        NoQualifierSet => WithoutQualifier(path),
        LeafSet => LeafOf(path),
        LeafBaseSet => System.IO.Path.GetFileNameWithoutExtension(LeafOf(path)),
        ExtensionSet => System.IO.Path.GetExtension(LeafOf(path)),
        _ => ParentOf(path),
    };

    private string ParentOf(string path)
    {
        try
        {
            return NewCall().Parent(path);
        }
        catch (PSNotSupportedException)
        {
            // A provider without levels has no parents.
            return string.Empty;
        }
    }

    private string LeafOf(string path)
    {
        try
        {
            return NewCall().ChildName(path);
        }
        catch (PSNotSupportedException)
        {
            return path;
        }
    }

    private string? QualifierOf(string path)
    {
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            return path[..(colon + (SessionState.Path.IsProviderQualified(path) ? 2 : 1))];
        }

        WriteError(new ErrorRecord(
            new FormatException($"Cannot parse path because path '{path}' does not have a qualifier specified."),
            "ParsePathFormatError",
            ErrorCategory.InvalidArgument,
            path));
        return null;
    }

    private string WithoutQualifier(string path)
    {
        if (SessionState.Path.IsProviderQualified(path))
        {
            return path[(path.IndexOf("::", StringComparison.Ordinal) + 2)..];
        }

        return SessionState.Path.IsPSAbsolute(path, out string drive) && path.Length > drive.Length + 1 && path[drive.Length] == ':'
            ? path[(drive.Length + 1)..]
            : path;
    }
}
