using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Join-Path</c>.</summary>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
internal sealed class JoinPathCommand : ProviderCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? ChildPath { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? AdditionalChildPath { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    protected override void ProcessRecord()
    {
        string child = (ChildPath ?? [])
            .Concat(AdditionalChildPath ?? [])
            .Aggregate(string.Empty, (joined, next) => NewCall().Combine(joined, next));
        foreach (string path in Path)
        {
            Attempt(() => Join(path, child));
        }
    }

    private void Join(string path, string child)
    {
        string joined = NewCall().Combine(path, child);
        if (!Resolve)
        {
            WriteObject(joined);
            return;
        }

        foreach (PathInfo found in NewCall().Resolve(joined))
        {
            WriteObject(found.Path);
        }
    }
}
