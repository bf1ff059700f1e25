using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>A runspace on the test's own thread.</summary>
public sealed class ScriptSession : IDisposable
{
    private readonly Runspace? _before = Runspace.DefaultRunspace;
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(State());

    public ScriptSession()
    {
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>Runs a text; errors end it.</summary>
    public object?[] Run(string text, IDictionary? variables = null)
    {
        foreach (DictionaryEntry variable in variables ?? new Hashtable())
        {
            _runspace.SessionStateProxy.SetVariable((string)variable.Key, variable.Value);
        }

        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'\n" + text);
        return [.. shell.Invoke().Select(o => o?.BaseObject is PSCustomObject ? o : o?.BaseObject)];
    }

    /// <summary>Runs a block in a module of its own, as a run does.</summary>
    public object?[] RunBlock(ScriptBlock block, object?[]? arguments = null, IDictionary? variables = null)
    {
        var module = new PSModuleInfo(true);
        foreach (DictionaryEntry variable in variables ?? new Hashtable())
        {
            module.SessionState.PSVariable.Set((string)variable.Key, variable.Value);
        }

        return Run(". $testBlock @testArguments", new Hashtable { ["testBlock"] = module.NewBoundScriptBlock(block), ["testArguments"] = arguments ?? [] });
    }

    private static InitialSessionState State()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-Raise", typeof(Errors.RaiseCommand), null));
        return state;
    }

    public void Dispose()
    {
        Runspace.DefaultRunspace = _before;
        _runspace.Dispose();
    }
}
