using System.Collections;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Commands;
using GoTick.Host.Dashboard.Values;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>A field of a form for one parameter of a flow.</summary>
public sealed class ParameterField(FlowParameter parameter)
{
    /// <summary>The parameter.</summary>
    public FlowParameter Parameter { get; } = parameter;

    /// <summary>How it is asked for.</summary>
    public FieldKind Kind { get; } = KindOf(parameter);

    /// <summary>What is written in it; null or blank = it is not given.</summary>
    public string? Text { get; set; }

    /// <summary>What is wrong with it; null = nothing is known to be.</summary>
    public string? Fault { get; private set; }

    /// <summary>The stable id of that error.</summary>
    public string? FaultId { get; private set; }

    /// <summary>True when it is given.</summary>
    public bool IsGiven => Kind == FieldKind.Switch ? Text == "true" : !string.IsNullOrWhiteSpace(Text);

    /// <summary>Its value for the binder.</summary>
    /// <exception cref="FormatException">It is no table.</exception>
    public object? Value => Kind switch
    {
        FieldKind.Switch => true,
        FieldKind.List => Text!.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Cast<object?>().ToArray(),
        FieldKind.Table => JsonValues.Table(Text!),
        FieldKind.Any => GivenValue.Of(Text!),
        FieldKind.Number => Text!.Trim(),
        _ => Text,
    };

    /// <summary>Takes what a start said of it.</summary>
    public void Refuse(TickException error) => (Fault, FaultId) = (error.Message, error.ErrorId);

    /// <summary>Checks it as a start would: its own conversion and validators.</summary>
    /// <param name="texts">What to say of one that is missing, or no table.</param>
    public void Check(Texts texts)
    {
        (Fault, FaultId) = (null, null);
        if (!IsGiven)
        {
            if (Parameter.IsMandatory && !Parameter.IsSwitch)
            {
                Refuse(ArgumentBinder.Invalid(Parameter.Name, texts["Start.Missing"]));
            }

            return;
        }

        try
        {
            ArgumentBinder.Bind(new Hashtable { [Parameter.Name] = Value }, [Parameter]);
        }
        catch (TickException e)
        {
            Refuse(e);
        }
        catch (FormatException e)
        {
            Refuse(ArgumentBinder.Invalid(Parameter.Name, texts["Value.NoTable", e.Message]));
        }
    }

    private static FieldKind KindOf(FlowParameter parameter)
    {
        string type = parameter.Type.ToLowerInvariant();
        return type switch
        {
            _ when parameter.IsSwitch => FieldKind.Switch,
            _ when type.EndsWith("[]", StringComparison.Ordinal) => FieldKind.List,
            _ when parameter.ValidateSet.Count > 0 => FieldKind.Choice,
            "bool" or "boolean" or "system.boolean" => FieldKind.Boolean,
            "int" or "int32" or "long" or "int64" or "short" or "byte" or "uint" or "ulong" or "double" or "float" or "single" or "decimal" or "bigint"
                or "system.int32" or "system.int64" or "system.double" or "system.decimal" => FieldKind.Number,
            "datetime" or "system.datetime" or "datetimeoffset" or "system.datetimeoffset" => FieldKind.Time,
            "hashtable" or "system.collections.hashtable" or "ordered" or "system.collections.idictionary" => FieldKind.Table,
            "object" or "system.object" or "psobject" or "pscustomobject" or "array" => FieldKind.Any,
            _ => FieldKind.Text,
        };
    }
}
