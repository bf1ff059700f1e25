using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Write-Information</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Information")]
internal sealed class WriteInformationCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [AllowNull]
    public object? MessageData { get; set; }

    [Parameter(Position = 1)]
    public string[]? Tags { get; set; }

    protected override void BeginProcessing()
    {
        if (Tags?.FirstOrDefault(tag => tag.StartsWith("PS", StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"The prefix 'PS' is reserved for PowerShell and cannot begin the tag '{reserved}'."),
                "PSPrefixReservedInInformationTag",
                ErrorCategory.InvalidArgument,
                reserved));
        }
    }

    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}
