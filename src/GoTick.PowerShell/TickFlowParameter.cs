using GoTick.Core.Flows;

namespace GoTick;

/// <summary>A parameter of a flow.</summary>
public sealed class TickFlowParameter
{
    internal TickFlowParameter(FlowParameter parameter)
    {
        Name = parameter.Name;
        Type = parameter.Type;
        IsMandatory = parameter.IsMandatory;
        Default = parameter.DefaultText;
        ValidValues = [.. parameter.ValidateSet];
        Help = parameter.HelpMessage;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type as written.</summary>
    public string Type { get; }

    /// <summary>True when a start without it is refused.</summary>
    public bool IsMandatory { get; }

    /// <summary>The source text of its default; null when there is none.</summary>
    public string? Default { get; }

    /// <summary>The values of its <c>ValidateSet</c>; empty when there is none.</summary>
    public string[] ValidValues { get; }

    /// <summary>Its help message; null when there is none.</summary>
    public string? Help { get; }

    /// <inheritdoc/>
    public override string ToString() => IsMandatory ? $"-{Name} <{Type}>" : $"[-{Name} <{Type}>]";
}
