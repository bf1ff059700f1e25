using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>A flow's parameters as parameters of <c>Start-TickFlow</c>.</summary>
internal static class FlowParameterSet
{
    // Names that the cmdlet has itself: such a flow parameter goes through -Arguments.
    private static readonly HashSet<string> Taken = new(
    [
        .. Cmdlet.CommonParameters,
        .. Cmdlet.OptionalCommonParameters,
        .. typeof(StartTickFlowCommand).GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))).SelectMany(NamesOf),
    ],
    StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The parameters. Those without <c>[switch]</c> take any object and none is mandatory: the arguments are checked as a whole, so that they get
    /// GoTick's messages however they are given.
    /// </summary>
    public static RuntimeDefinedParameterDictionary Of(IReadOnlyList<FlowParameter> parameters)
    {
        var set = new RuntimeDefinedParameterDictionary();
        foreach (FlowParameter parameter in parameters.Where(p => !Taken.Contains(p.Name)))
        {
            set[parameter.Name] = new RuntimeDefinedParameter(
                parameter.Name, parameter.IsSwitch ? typeof(SwitchParameter) : typeof(object), Attributes(parameter));
        }

        return set;
    }

    private static Collection<Attribute> Attributes(FlowParameter parameter)
    {
        var attributes = new Collection<Attribute> { Declared(parameter), new AllowNullAttribute(), new AllowEmptyStringAttribute(), new AllowEmptyCollectionAttribute() };
        string[] aliases = [.. parameter.Aliases.Where(a => !Taken.Contains(a))];
        if (aliases.Length > 0)
        {
            attributes.Add(new AliasAttribute(aliases));
        }

        if (parameter.ValidateSet.Count > 0)
        {
            attributes.Add(new ValidateSetAttribute([.. parameter.ValidateSet]));
        }

        return attributes;
    }

    private static ParameterAttribute Declared(FlowParameter parameter)
    {
        var declared = new ParameterAttribute();
        if (parameter.HelpMessage is { Length: > 0 } help)
        {
            declared.HelpMessage = help;
        }

        return declared;
    }

    private static IEnumerable<string> NamesOf(PropertyInfo property) =>
        (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Prepend(property.Name);
}
