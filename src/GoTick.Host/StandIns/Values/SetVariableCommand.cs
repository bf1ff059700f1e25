using System.Management.Automation;
using System.Management.Automation.Internal;
using GoTick.Host.StandIns.Engine;
using GoTick.Host.StandIns.Values;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Set-Variable</c>: without a scope, in the caller's own.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
internal sealed class SetVariableCommand : VariableCommand
{
    private readonly List<object?> _piped = [];
    private bool _isPiped;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; } = AutomationNull.Value;

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions? Option { get; set; }

    [Parameter]
    public SessionStateEntryVisibility? Visibility { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void BeginProcessing() => _isPiped = !MyInvocation.BoundParameters.ContainsKey(nameof(Value));

    protected override void ProcessRecord()
    {
        if (!_isPiped)
        {
            SetAll(Value);
        }
        else if (Value != AutomationNull.Value)
        {
            _piped.Add(Value);
        }
    }

    protected override void EndProcessing()
    {
        if (_isPiped)
        {
            SetAll(_piped.Count switch { 0 => AutomationNull.Value, 1 => _piped[0], _ => _piped.ToArray() });
        }
    }

    private void SetAll(object? value)
    {
        foreach (string name in Name)
        {
            bool isPattern = WildcardPattern.ContainsWildcardCharacters(name);
            IEnumerable<string> names = isPattern ? [.. Find(name).Select(variable => variable.Name)] : [name];
            foreach (string each in names.Where(each => ShouldProcess($"Name: {each} Value: {value}", "Set variable")))
            {
                Set(each, value);
            }
        }
    }

    private void Set(string name, object? value)
    {
        try
        {
            PSVariable? existing = InScope(name);
            object? kept = value == AutomationNull.Value ? existing?.Value : value;
            var variable = new PSVariable(name, kept, Option ?? existing?.Options ?? ScopedItemOptions.None)
            {
                Description = Description ?? existing?.Description ?? string.Empty,
                Visibility = Visibility ?? existing?.Visibility ?? SessionStateEntryVisibility.Public,
            };
            object? result = Option is null && existing is not null && !Force
                ? Assign(existing, variable)
                : VariableScopes.Set(SessionState, variable, Scope, Force);
            if (PassThru)
            {
                WriteObject(result);
            }
        }
        catch (SessionStateException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
        }
        catch (PSArgumentException e)
        {
            WriteError(new ErrorRecord(e.ErrorRecord, e));
        }
    }

    // Assignment keeps the variable's type constraint and attributes; a new variable in its place would lose them.
    private static PSVariable Assign(PSVariable existing, PSVariable wanted)
    {
        existing.Value = wanted.Value;
        existing.Description = wanted.Description;
        existing.Visibility = wanted.Visibility;
        return existing;
    }
}
