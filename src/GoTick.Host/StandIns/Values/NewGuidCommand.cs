using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>New-Guid</c>.</summary>
[Cmdlet(VerbsCommon.New, "Guid", DefaultParameterSetName = "Default")]
[OutputType(typeof(Guid))]
internal sealed class NewGuidCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Empty")]
    public SwitchParameter Empty { get; set; }

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public string? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != "InputObject")
        {
            WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
        }
        else if (Guid.TryParse(InputObject, out Guid guid))
        {
            WriteObject(guid);
        }
        else
        {
            WriteError(new ErrorRecord(
                new FormatException($"'{InputObject}' is not a GUID."), "StringNotRecognizedAsGuid", ErrorCategory.InvalidArgument, null));
        }
    }
}
