using System.Management.Automation;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns.Paths;

/// <summary>A command over what items hold.</summary>
internal abstract class ContentCommand : ProviderCommand
{
    private ContentNotes? _notes;

    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>The items at <paramref name="path"/>; what is missing is an error unless it may be made.</summary>
    protected IReadOnlyList<string> Find(string path, bool mayBeNew)
    {
        ProviderCall call = NewCall();
        try
        {
            var found = call.Resolve(path);
            if (found.Count > 0)
            {
                return [.. found.Select(item => item.Path)];
            }

            WriteNothingFound(path);
        }
        catch (ItemNotFoundException) when (mayBeNew && (Literal || !WildcardPattern.ContainsWildcardCharacters(path)))
        {
            return [path];
        }
        catch (Exception e) when (IsAboutPath(e))
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }

        return [];
    }

    protected void WriteFailure(Exception failure, string errorId, ErrorCategory category, string path)
        => WriteError(new ErrorRecord(failure, errorId, category, path));

    /// <summary>Writes content with the notes by which it can be piped on as a path.</summary>
    protected void WriteContent(object content, string path, long readCount)
    {
        if (_notes?.Path != path)
        {
            _notes = ContentNotes.Of(path, NewCall());
        }

        WriteObject(_notes.AttachTo(PSObject.AsPSObject(content), readCount));
    }

    private void WriteNothingFound(string path) => WriteError(new ErrorRecord(
        new ItemNotFoundException($"An object at the specified path {path} does not exist, or has been filtered out."),
        "ItemNotFound",
        ErrorCategory.ObjectNotFound,
        Path));
}
