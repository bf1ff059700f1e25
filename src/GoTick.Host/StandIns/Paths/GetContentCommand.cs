using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Paths;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Get-Content</c>.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
internal sealed class GetContentCommand : ContentCommand
{
    /// <summary>Lines written at once: 1 one by one, 0 all in one array.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = -1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    protected override object? DynamicParametersFor(ProviderCall call) => call.ReaderParameters(FirstPath);

    protected override void ProcessRecord()
    {
        if (TotalCount >= 0 && Tail >= 0)
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException("The parameters TotalCount and Tail cannot be used in the same command."),
                "TailAndHeadCannotCoexist",
                ErrorCategory.InvalidOperation,
                null));
            return;
        }

        if (TotalCount == 0)
        {
            return;
        }

        foreach (string item in Path.SelectMany(path => Find(path, mayBeNew: false)))
        {
            Attempt(() => ReadItem(item));
        }
    }

    private void ReadItem(string item)
    {
        ProviderCall call = NewCall();
        foreach (IContentReader reader in call.Readers(call.Literal ? item : WildcardPattern.Escape(item)))
        {
            using (reader)
            {
                Read(reader, item);
                reader.Close();
            }
        }
    }

    private void Read(IContentReader reader, string item)
    {
        if (Tail >= 0)
        {
            if (!ProviderCall.IsFileReader(reader))
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException("The parameter Tail is supported by files only."),
                    "TailNotSupported",
                    ErrorCategory.InvalidOperation,
                    Tail));
                return;
            }

            WriteTail(reader, item);
        }

        long count = 0;
        while (!IsStopped && (TotalCount < 0 || count < TotalCount) && ReadNext(reader, item, count) is { Count: > 0 } lines)
        {
            count += lines.Count;
            WriteContent(ReadCount == 1 ? lines[0]! : lines, item, count);
        }
    }

    private IList? ReadNext(IContentReader reader, string item, long already)
    {
        long wanted = TotalCount > 0 && (ReadCount == 0 || TotalCount - already < ReadCount) ? TotalCount - already : ReadCount;
        return Guarded(() => reader.Read(wanted), item);
    }

    private void WriteTail(IContentReader reader, string item)
    {
        var last = new Queue<object>();
        while (!IsStopped && Guarded(() => ProviderCall.ReadToEnd(reader, 1024), item) is { Count: > 0 } lines)
        {
            foreach (object line in lines)
            {
                last.Enqueue(line);
                if (last.Count > Tail)
                {
                    last.Dequeue();
                }
            }
        }

        long count = 0;
        foreach (object[] lines in last.Chunk(ReadCount > 0 ? (int)Math.Min(ReadCount, int.MaxValue) : int.MaxValue))
        {
            count += lines.Length;
            WriteContent(ReadCount == 1 ? lines[0] : lines, item, count);
        }
    }

    private IList? Guarded(Func<IList?> read, string item)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            WriteFailure(e, "ProviderContentReadError", ErrorCategory.ReadError, item);
            return null;
        }
    }
}
