using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// What a fresh runspace looks like, so that nothing of one run is seen by the next (design §8). A run's own variables and functions live in a module
/// of its own; this puts back what a run can change outside of it. What cannot be put back is said, and the runspace is replaced.
/// <c>$env:</c> belongs to the whole process: what changed while a run was on is put back when it leaves, runs at the same time included.
/// </summary>
internal sealed class SlotBaseline
{
    // Written by the engine itself, in every run.
    private static readonly HashSet<string> Automatic = new(StringComparer.OrdinalIgnoreCase) { "?", "^", "$", "_", "Error", "PWD", "input", "args", "MyInvocation", "PSDefaultParameterValues" };

    private readonly Runspace _runspace;
    private readonly SlotTables _tables;
    private readonly Dictionary<string, SavedVariable> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (FunctionInfo Function, ScriptBlock Body)> _functions;
    private readonly Dictionary<string, (AliasInfo Alias, string Definition)> _aliases;
    private readonly Dictionary<string, PSDriveInfo> _drives;
    private readonly int _modules;
    private readonly int _subscribers;
    private readonly IDictionary _defaultParameters;
    private readonly CommandInvocationIntrinsics _commands;
    private readonly Hooks _hooks;

    public SlotBaseline(Runspace runspace, SlotTables tables)
    {
        _runspace = runspace;
        _tables = tables;
        _commands = runspace.SessionStateProxy.InvokeCommand;
        _functions = tables.Functions.ToDictionary(f => f.Key, f => (f.Value, f.Value.ScriptBlock), tables.Functions.Comparer);
        _aliases = tables.Aliases.ToDictionary(a => a.Key, a => (a.Value, a.Value.Definition), tables.Aliases.Comparer);
        _drives = new Dictionary<string, PSDriveInfo>(tables.Drives, tables.Drives.Comparer);
        _modules = tables.Modules.Count;
        _subscribers = runspace.Events.Subscribers.Count;
        _hooks = new Hooks(
            _commands.CommandNotFoundAction, _commands.PreCommandLookupAction, _commands.PostCommandLookupAction, _commands.LocationChangedAction);
        _defaultParameters = (IDictionary)tables.Variables["PSDefaultParameterValues"].Value;
        foreach ((string name, PSVariable variable) in tables.Variables.Where(v => !Automatic.Contains(v.Key)))
        {
            _variables[name] = new SavedVariable(variable, variable.Value, variable.Options, variable.Attributes.Count);
        }
    }

    /// <summary>Puts everything back. False: something is not understood; the runspace must not be used again.</summary>
    public bool Restore()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        if (_tables.Modules.Count != _modules || _tables.HasJobs || !RestoreEvents())
        {
            return false;
        }

        RestoreTable(_tables.Functions, _functions, f => f.Function, (f, saved) => ReferenceEquals(f.ScriptBlock, saved.Body));
        RestoreTable(_tables.Aliases, _aliases, a => a.Alias, (a, saved) => a.Definition == saved.Definition);
        RestoreTable(_tables.Drives, _drives, d => d, (_, _) => true);
        _tables.Errors.Clear();
        if (_defaultParameters.Count > 0)
        {
            _defaultParameters.Clear();
        }

        if (_tables.HasPushedLocations)
        {
            _tables.ClearPushedLocations();
        }

        RestoreHooks();
        return RestoreVariables() && _tables.Functions.Count == _functions.Count;
    }

    private static void RestoreTable<T, TSaved>(Dictionary<string, T> live, Dictionary<string, TSaved> saved, Func<TSaved, T> original, Func<T, TSaved, bool> isSame)
        where T : class
    {
        List<string>? strange = null;
        foreach ((string name, T value) in live)
        {
            if (!saved.TryGetValue(name, out TSaved? was) || !ReferenceEquals(original(was), value) || !isSame(value, was))
            {
                (strange ??= []).Add(name);
            }
        }

        foreach (string name in strange ?? [])
        {
            live.Remove(name);
        }

        if (live.Count == saved.Count)
        {
            return;
        }

        foreach ((string name, TSaved value) in saved)
        {
            if (isSame(original(value), value))
            {
                live.TryAdd(name, original(value));
            }
        }
    }

    private bool RestoreVariables()
    {
        List<string>? strange = null;
        foreach ((string name, PSVariable variable) in _tables.Variables)
        {
            if (Automatic.Contains(name))
            {
                continue;
            }

            if (!_variables.TryGetValue(name, out SavedVariable? saved) || !ReferenceEquals(saved.Variable, variable))
            {
                (strange ??= []).Add(name);
            }
            else if (variable.Options != saved.Options || variable.Attributes.Count != saved.Attributes)
            {
                return false;
            }
            else if (!ReferenceEquals(variable.Value, saved.Value) && !Equals(variable.Value, saved.Value))
            {
                if ((variable.Options & (ScopedItemOptions.Constant | ScopedItemOptions.ReadOnly)) == 0)
                {
                    variable.Value = saved.Value;
                }
            }
        }

        foreach (string name in strange ?? [])
        {
            _tables.Variables.Remove(name);
        }

        foreach ((string name, SavedVariable saved) in _variables)
        {
            _tables.Variables.TryAdd(name, saved.Variable);
        }

        return true;
    }

    private bool RestoreEvents()
    {
        if (_runspace.Events.Subscribers.Count == _subscribers)
        {
            return true;
        }

        foreach (PSEventSubscriber subscriber in _runspace.Events.Subscribers.ToArray())
        {
            _runspace.Events.UnsubscribeEvent(subscriber);
        }

        // An event that is already in its action may still come: only a new runspace is sure.
        return false;
    }

    private void RestoreHooks()
    {
        _commands.CommandNotFoundAction = _hooks.NotFound;
        _commands.PreCommandLookupAction = _hooks.Before;
        _commands.PostCommandLookupAction = _hooks.After;
        _commands.LocationChangedAction = _hooks.Moved;
    }

    private sealed record Hooks(
        EventHandler<CommandLookupEventArgs>? NotFound,
        EventHandler<CommandLookupEventArgs>? Before,
        EventHandler<CommandLookupEventArgs>? After,
        EventHandler<LocationChangedEventArgs>? Moved);

    private sealed record SavedVariable(PSVariable Variable, object? Value, ScopedItemOptions Options, int Attributes);
}
