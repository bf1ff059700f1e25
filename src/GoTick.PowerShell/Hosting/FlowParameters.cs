using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads the parameters of a text's <c>param()</c> block.</summary>
internal static class FlowParameters
{
    public static IReadOnlyList<FlowParameter> Read(ScriptBlockAst ast) =>
        [.. (ast.ParamBlock?.Parameters ?? Enumerable.Empty<ParameterAst>()).Select((parameter, index) => Read(parameter, index))];

    private static FlowParameter Read(ParameterAst parameter, int index)
    {
        AttributeAst[] attributes = [.. parameter.Attributes.OfType<AttributeAst>()];
        TypeConstraintAst? type = parameter.Attributes.OfType<TypeConstraintAst>().FirstOrDefault();
        bool isSwitch = string.Equals(type?.TypeName.Name, "switch", StringComparison.OrdinalIgnoreCase);
        return new FlowParameter
        {
            Name = parameter.Name.VariablePath.UserPath,
            Type = type?.TypeName.FullName ?? "object",
            IsSwitch = isSwitch,
            IsMandatory = attributes.Any(IsMandatory),
            HasDefault = parameter.DefaultValue is not null,
            DefaultText = parameter.DefaultValue?.Extent.Text,
            Position = isSwitch ? null : index,
            Aliases = [.. Named(attributes, "Alias").SelectMany(Constants)],
            HelpMessage = attributes.SelectMany(a => a.NamedArguments)
                .Where(n => n.ArgumentName.Equals("HelpMessage", StringComparison.OrdinalIgnoreCase))
                .Select(n => (n.Argument as StringConstantExpressionAst)?.Value)
                .FirstOrDefault(),
            ValidateSet = [.. Named(attributes, "ValidateSet").SelectMany(Constants)],
            Validators = attributes.Where(a => a.TypeName.Name.StartsWith("Validate", StringComparison.OrdinalIgnoreCase) && !Is(a, "ValidateSet"))
                .DistinctBy(a => a.TypeName.Name)
                .ToDictionary(a => a.TypeName.Name, a => (IReadOnlyList<string>)[.. Constants(a)]),
        };
    }

    private static bool IsMandatory(AttributeAst attribute) => Is(attribute, "Parameter") && attribute.NamedArguments.Any(n =>
        n.ArgumentName.Equals("Mandatory", StringComparison.OrdinalIgnoreCase)
        && (n.ExpressionOmitted || n.Argument.Extent.Text.Equals("$true", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<AttributeAst> Named(IEnumerable<AttributeAst> attributes, string name) => attributes.Where(a => Is(a, name));

    private static bool Is(AttributeAst attribute, string name) => attribute.TypeName.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Constants(AttributeAst attribute) =>
        attribute.PositionalArguments.OfType<ConstantExpressionAst>().Select(c => c.Value?.ToString() ?? "");
}
