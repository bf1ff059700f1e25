using System.Management.Automation;
using System.Management.Automation.Provider;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns.Paths;

/// <summary>A command that writes what it is given into items; the writers stay open while values come down the pipeline.</summary>
internal abstract class WriteContentCommand : ContentCommand, IDisposable
{
    private readonly List<(string Path, IContentWriter Writer)> _open = [];
    private bool _pathsArePiped;
    private bool _isOpen;

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What <c>-WhatIf</c> calls the work.</summary>
    protected abstract string Action { get; }

    public void Dispose() => CloseAll();

    protected override object? DynamicParametersFor(ProviderCall call) => call.WriterParameters(FirstPath);

    protected override void Configure(ProviderCall call)
    {
        base.Configure(call);
        call.PassThru = PassThru;
    }

    /// <summary>What is to happen to an item before it is opened.</summary>
    protected virtual void Prepare(string path)
    {
    }

    /// <summary>Where in the item writing begins.</summary>
    protected virtual void Seek(IContentWriter writer)
    {
    }

    protected override void BeginProcessing() => _pathsArePiped = Path.Length == 0;

    protected override void ProcessRecord()
    {
        if (!_isOpen)
        {
            OpenAll();
        }

        foreach ((string path, IContentWriter writer) in _open)
        {
            Write(path, writer);
        }

        if (_pathsArePiped)
        {
            CloseAll();
        }
    }

    protected override void EndProcessing() => CloseAll();

    private void OpenAll()
    {
        _isOpen = true;
        foreach (string item in Path.SelectMany(path => Find(path, mayBeNew: true)).Where(path => ShouldProcess($"Path: {path}", Action)))
        {
            Attempt(() => Open(item));
        }
    }

    private void Open(string item)
    {
        Prepare(item);
        foreach (IContentWriter writer in NewCall().Writers(item))
        {
            _open.Add((item, writer));
            Seek(writer);
        }
    }

    private void Write(string path, IContentWriter writer)
    {
        try
        {
            var written = writer.Write(Value ?? []);
            if (PassThru && written is { Count: > 0 })
            {
                WriteContent(written, path, written.Count);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            WriteFailure(e, "ProviderContentWriteError", ErrorCategory.WriteError, path);
        }
    }

    private void CloseAll()
    {
        foreach ((_, IContentWriter writer) in _open)
        {
            using (writer)
            {
                writer.Close();
            }
        }

        _open.Clear();
        _isOpen = false;
    }
}
