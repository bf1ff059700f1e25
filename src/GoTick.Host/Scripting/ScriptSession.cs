using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using GoTick.Host.Commands;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Scripting;

/// <summary>A session for one script: GoTick's cmdlets, the commands that this host has, and the console.</summary>
internal sealed class ScriptSession : IDisposable
{
    private const string Entry = "gotick-exec";

    private readonly TextWriter _errors;
    private readonly ScriptHost _host;
    private readonly Runspace _runspace;

    /// <param name="output">Where objects and Write-Host go.</param>
    /// <param name="errors">Where errors, warnings and the like go.</param>
    public ScriptSession(TextWriter output, TextWriter errors)
    {
        _errors = errors;
        _host = new ScriptHost(output, errors);
        InitialSessionState state = FlowSession.Create(StandIns.StandIns.AddTo);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        StandIns.StandIns.AttachTo(_runspace);
    }

    /// <summary>Runs a script to its end; returns its exit code, 1 when it ended by an error.</summary>
    /// <param name="script">The script.</param>
    /// <param name="words">Its arguments, as <c>pwsh -File</c> takes them.</param>
    /// <param name="stop">Stops it.</param>
    public int Run(ScriptBlockAst script, IReadOnlyList<string> words, CancellationToken stop)
    {
        // As a function and not as a file: exit then ends the session with its code, and $PSScriptRoot is the file's folder all the same.
        _runspace.SessionStateProxy.InvokeProvider.Item.Set("function:global:" + Entry, script.GetScriptBlock());
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        var command = new Command(Entry);
        foreach (CommandParameter word in ScriptWords.Of(words))
        {
            command.Parameters.Add(word);
        }

        shell.Commands.AddCommand(command);
        shell.AddCommand("Out-Default");
        shell.Streams.Error.DataAdded += (_, e) => Write(shell.Streams.Error[e.Index]);
        using CancellationTokenRegistration stopping = stop.Register(() => shell.BeginStop(null, null));
        try
        {
            shell.Invoke();
            return _host.ExitCode ?? ExitCodes.Ok;
        }
        catch (PipelineStoppedException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (RuntimeException e)
        {
            Write(e.ErrorRecord);
            return ExitCodes.Failed;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private void Write(ErrorRecord error)
    {
        string id = error.FullyQualifiedErrorId.Split(',')[0];
        string place = error.InvocationInfo is { ScriptLineNumber: > 0 } at ? $" ({(at.ScriptName is { Length: > 0 } name ? name : "-c")}:{at.ScriptLineNumber})" : "";
        _errors.WriteLine($"gotick: {id}: {error.ToString().ReplaceLineEndings(" ")}{place}");
    }
}
