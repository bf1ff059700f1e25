using System.Management.Automation;
using GoTick.Host.StandIns.Engine;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Out-String</c>, over the engine's own formatting.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
internal sealed class OutStringCommand : PSCmdlet, IDisposable
{
    private readonly StringWriter _text = new();
    private SteppablePipeline? _formatting;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    /// <summary>Columns, 2 or more; by default as many as the text needs.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    public void Dispose()
    {
        _formatting?.Dispose();
        _text.Dispose();
    }

    protected override void BeginProcessing()
    {
        // The engine keeps this command to itself by name, so it is called by its type.
        _formatting = ScriptBlock.Create("param($command, $target) & $command -LineOutput $target").GetSteppablePipeline(
            CommandOrigin.Internal,
            [new CmdletInfo("Out-LineOutput", typeof(OutLineOutputCommand)), Pipelines.LineOutput(_text, Width)]);
        _formatting.Begin(expectInput: true);
    }

    protected override void ProcessRecord()
    {
        _formatting!.Process(InputObject);
        if (Stream)
        {
            WriteLines();
        }
    }

    protected override void EndProcessing()
    {
        _formatting!.End();
        if (Stream)
        {
            WriteLines();
        }
        else
        {
            WriteObject(NoNewline ? _text.ToString().ReplaceLineEndings(string.Empty) : _text.ToString());
        }
    }

    private void WriteLines()
    {
        string text = _text.ToString();
        _text.GetStringBuilder().Clear();
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            WriteObject(line);
        }
    }
}
