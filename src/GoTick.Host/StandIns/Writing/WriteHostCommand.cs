using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Xml;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Write-Host</c>: an information record that the host shows.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
internal sealed class WriteHostCommand : PSCmdlet
{
    private static readonly string[] HostTag = ["PSHOST"];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object? Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = TextOf(Object), NoNewLine = NoNewline };
        try
        {
            message.ForegroundColor = ForegroundColor ?? Host.UI.RawUI.ForegroundColor;
            message.BackgroundColor = BackgroundColor ?? Host.UI.RawUI.BackgroundColor;
        }
        catch (HostException)
        {
            // A host without a screen has no colours; the text goes out without them.
            message.ForegroundColor = ForegroundColor;
        }

        WriteInformation(message, HostTag);
    }

    private string TextOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => string.Empty,
        string text => text,
        XmlNode node => node.Name,
        IEnumerable items => string.Join(Separator?.ToString(), items.Cast<object?>().Select(TextOf)),
        _ => value?.ToString() ?? string.Empty,
    };
}
