using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Host.StandIns;

namespace GoTick.Host.Tests.StandIns;

/// <summary>A runspace with the stand-ins, in a folder of its own that goes away with it.</summary>
internal sealed class StandInSession : IDisposable
{
    private readonly Runspace _runspace;

    public StandInSession()
    {
        var state = InitialSessionState.CreateDefault2();
        GoTick.Host.StandIns.StandIns.AddTo(state);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        GoTick.Host.StandIns.StandIns.AttachTo(_runspace);
        Folder = Directory.CreateTempSubdirectory("standins").FullName;
        _runspace.SessionStateProxy.Path.SetLocation(Folder);
    }

    public string Folder { get; }

    /// <summary>The script's output as text, joined by <c>|</c>; an error that ends or does not end it is <c>!id</c> at the end.</summary>
    public string Run(string script)
    {
        using var shell = NewShell(script);
        List<string> lines = [];
        try
        {
            lines.AddRange(shell.Invoke().Select(item => LanguagePrimitives.ConvertTo<string>(item) ?? "<null>"));
        }
        catch (RuntimeException e)
        {
            lines.Add("!!" + e.ErrorRecord.FullyQualifiedErrorId);
        }

        lines.AddRange(shell.Streams.Error.Select(error => "!" + error.FullyQualifiedErrorId));
        lines.AddRange(shell.Streams.Warning.Select(warning => "warning:" + warning.Message));
        lines.AddRange(shell.Streams.Information.Select(record => $"info:{record.MessageData}[{string.Join(',', record.Tags)}]"));
        return string.Join('|', lines).Replace("Microsoft.PowerShell.Commands.", "~", StringComparison.Ordinal);
    }

    public System.Management.Automation.PowerShell NewShell(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = _runspace;
        return shell.AddScript(script);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
