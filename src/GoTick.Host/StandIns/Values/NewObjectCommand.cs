using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>New-Object</c> for .NET types.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
internal sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    /// <summary>Properties to set, or methods to call with one argument, in their order.</summary>
    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        if (!LanguagePrimitives.TryConvertTo(TypeName, out Type type) || type is null)
        {
            Fail(
                new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."),
                "TypeNotFound",
                ErrorCategory.InvalidType);
        }

        var made = PSObject.AsPSObject(type == typeof(PSObject) || type == typeof(PSCustomObject) ? new PSObject() : Create(type!));
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            Set(made, entry.Key.ToString()!, entry.Value);
        }

        WriteObject(made);
    }

    private object Create(Type type)
    {
        if (ArgumentList.Length == 0 && type.IsValueType)
        {
            return Activator.CreateInstance(type)!;
        }

        try
        {
            // The engine's own binder chooses the constructor, as [Type]::new(...) does.
            // The table around the object keeps a collection from being taken apart on the way.
            var made = (Hashtable)SessionState.InvokeCommand.InvokeScript(
                "param($type, $values) @{ Object = $type::new.Invoke($values) }", true, PipelineResultTypes.None, null, type, ArgumentList)[0]
                .BaseObject;
            return made["Object"]!;
        }
        catch (RuntimeException e)
        {
            bool wasFound = e is MethodInvocationException && e.ErrorRecord.FullyQualifiedErrorId.Split(',')[0] != "MethodCountCouldNotFindBest";
            Fail(
                e.InnerException ?? e,
                wasFound ? "ConstructorInvokedThrowException" : "CannotFindAppropriateCtor",
                wasFound ? ErrorCategory.InvalidOperation : ErrorCategory.ObjectNotFound);
            throw;
        }
    }

    private void Set(PSObject target, string name, object? value)
    {
        if (target.BaseObject is PSCustomObject)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
            return;
        }

        try
        {
            switch (target.Members[name])
            {
                case PSPropertyInfo property:
                    property.Value = value;
                    break;
                case PSMethodInfo method:
                    method.Invoke(value);
                    break;
                default:
                    Fail(
                        new InvalidOperationException($"The member \"{name}\" was not found for the specified .NET object."),
                        "InvalidOperationException",
                        ErrorCategory.InvalidOperation);
                    break;
            }
        }
        catch (SetValueException e)
        {
            Fail(e, "SetValueException", ErrorCategory.InvalidData);
        }
    }

    private void Fail(Exception error, string id, ErrorCategory category) => ThrowTerminatingError(new ErrorRecord(error, id, category, null));
}
