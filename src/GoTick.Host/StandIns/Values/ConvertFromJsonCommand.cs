using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>ConvertFrom-Json</c>.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
internal sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _texts = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter]
    public JsonDateKind DateKind { get; set; }

    protected override void ProcessRecord() => _texts.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_texts.Count == 0)
        {
            return;
        }

        // Several texts are either one document by lines or a document each; the first one tells.
        if (_texts.Count > 1 && !IsWhole(_texts[0]))
        {
            Write(string.Join(Environment.NewLine, _texts));
            return;
        }

        _texts.ForEach(Write);
    }

    private bool IsWhole(string text)
    {
        try
        {
            return JsonReading.Parse(text, AsHashtable, Depth, DateKind) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Write(string text)
    {
        try
        {
            WriteObject(JsonReading.Parse(text, AsHashtable, Depth, DateKind), !NoEnumerate);
        }
        catch (JsonObjectException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, e.ErrorId, ErrorCategory.InvalidOperation, null));
        }
    }
}
