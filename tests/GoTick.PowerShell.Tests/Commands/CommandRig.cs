using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Host.StandIns;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Hosting;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Tests.Commands;

/// <summary>A PowerShell session with the module's cmdlets, a folder of flows, and a store in a file of that folder.</summary>
public sealed class CommandRig : IDisposable
{
    private readonly Runspace _runspace;

    public CommandRig()
    {
        Folder = Directory.CreateTempSubdirectory("gotick-test-").FullName;
        Flows = Directory.CreateDirectory(Path.Combine(Folder, "flows")).FullName;
        _runspace = RunspaceFactory.CreateRunspace(FlowSession.Create(StandIns.AddTo));
        _runspace.Open();
    }

    public string Folder { get; }

    public string Flows { get; }

    public string Store => "sqlite:" + Path.Combine(Folder, "store.db");

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    public string Write(string name, string text)
    {
        string path = Path.Combine(Flows, name + ".ps1");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a script to its end; a terminating error is among <see cref="Errors"/>, as the others.</summary>
    public IReadOnlyList<object?> Invoke(string script)
    {
        using Shell shell = Prepare(script);
        List<ErrorRecord> errors = [];
        PSDataCollection<PSObject> output = [];
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        Errors = [.. shell.Streams.Error, .. errors];
        Warnings = [.. shell.Streams.Warning.Select(w => w.Message)];
        return [.. output.Select(o => o?.BaseObject is PSCustomObject ? o : o?.BaseObject)];
    }

    /// <summary>The one object that a script without errors writes.</summary>
    public T One<T>(string script)
    {
        IReadOnlyList<object?> output = Invoke(script);
        Assert.Empty(Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}"));
        return Assert.IsType<T>(Assert.Single(output), exactMatch: false);
    }

    /// <summary>The id and category of the one error of a script.</summary>
    public (string Id, ErrorCategory Category) Error(string script)
    {
        Invoke(script);
        ErrorRecord error = Assert.Single(Errors);
        return (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category);
    }

    public Shell Prepare(string script)
    {
        var shell = Shell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>Connects the session and starts a worker for the flows.</summary>
    public TickWorker StartWorker(string more = "")
    {
        Invoke($"$null = Connect-Tick '{Store}'; $global:worker = Start-TickWorker -Path '{Flows}' {more}");
        Assert.Empty(Errors.Select(e => e.Exception.Message));
        IReadOnlyList<string> warned = Warnings;
        TickWorker worker = One<TickWorker>("$worker");
        Warnings = warned;
        return worker;
    }

    public void Dispose()
    {
        Invoke("if ($worker) { $worker | Stop-TickWorker }; Disconnect-Tick");
        TickSession.Of(_runspace).Choose(null);
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
