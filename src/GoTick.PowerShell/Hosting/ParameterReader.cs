using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads a script's <c>param()</c> block from its syntax tree.</summary>
internal static class ParameterReader
{
    // What they say is known without running script; ValidateScript and classes of the script's own are the worker's.
    private static readonly string[] ConstantValidators =
    [
        "ValidateRange", "ValidateLength", "ValidatePattern", "ValidateCount", "ValidateNotNull", "ValidateNotNullOrEmpty", "ValidateNotNullOrWhiteSpace",
        "AllowNull", "AllowEmptyString", "AllowEmptyCollection",
    ];

    /// <summary>The parameters in the script's order.</summary>
    /// <exception cref="Core.Errors.TickException"><c>TickFlowSyntaxError</c>: a common parameter's name is taken.</exception>
    public static IReadOnlyList<FlowParameter> Read(ScriptBlockAst script)
    {
        if (script.ParamBlock is not { } block)
        {
            return [];
        }

        bool isAdvanced = block.Attributes.Any(a => a.Is("CmdletBinding")) || block.Parameters.Any(p => Attributes(p, "Parameter").Any());
        string[] sets = [.. block.Parameters.SelectMany(p => Attributes(p, "Parameter")).Select(SetName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        bool isPositional = HasAutomaticPositions(block, sets);
        int next = 0;
        var parameters = new List<FlowParameter>();
        foreach (ParameterAst ast in block.Parameters)
        {
            FlowParameter parameter = One(ast, sets);
            if (isAdvanced && IsCommon(parameter.Name))
            {
                throw FlowText.ErrorAt(ast.Extent, $"The parameter '{parameter.Name}' has the name of a common parameter, which PowerShell adds itself. Choose another name.");
            }

            parameters.Add(isPositional && !parameter.IsSwitch ? parameter with { Position = next++ } : parameter);
        }

        return parameters;
    }

    private static bool IsCommon(string name) =>
        Cmdlet.CommonParameters.Contains(name) || name.Equals("WhatIf", StringComparison.OrdinalIgnoreCase) || name.Equals("Confirm", StringComparison.OrdinalIgnoreCase);

    // As the engine does: no positions by order once the script gives one, or a parameter set, or says PositionalBinding = $false.
    private static bool HasAutomaticPositions(ParamBlockAst block, string[] sets) =>
        sets.Length == 0
        && !block.Attributes.Any(a => a.Is("CmdletBinding") && a.Named("PositionalBinding") is { ExpressionOmitted: false } && !a.IsOn("PositionalBinding"))
        && !block.Parameters.SelectMany(p => Attributes(p, "Parameter")).Any(a => a.Named("Position") is not null);

    private static FlowParameter One(ParameterAst ast, string[] sets)
    {
        AttributeAst[] parameter = [.. Attributes(ast, "Parameter")];
        string type = ast.Attributes.OfType<TypeConstraintAst>().FirstOrDefault()?.TypeName.FullName ?? "object";
        return new FlowParameter
        {
            Name = ast.Name.VariablePath.UserPath,
            Type = type,
            IsSwitch = type.ToLowerInvariant() is "switch" or "switchparameter" or "system.management.automation.switchparameter" or "management.automation.switchparameter",
            IsMandatory = IsMandatory(parameter, sets),
            HasDefault = ast.DefaultValue is not null,
            DefaultText = ast.DefaultValue?.Extent.Text,
            Position = parameter.Select(a => a.NamedText("Position")).Select(Number).FirstOrDefault(p => p is not null),
            HelpMessage = parameter.Select(a => a.NamedText("HelpMessage")).FirstOrDefault(m => m is not null),
            Aliases = [.. Attributes(ast, "Alias").SelectMany(a => a.ConstantTexts() ?? [])],
            ValidateSet = Attributes(ast, "ValidateSet").Select(a => a.ConstantTexts()).FirstOrDefault(v => v is not null) ?? [],
            Validators = Validators(ast),
        };
    }

    private static bool IsMandatory(AttributeAst[] parameter, string[] sets)
    {
        string?[] mandatory = [.. parameter.Where(a => a.IsOn("Mandatory")).Select(SetName)];
        // Which set a start uses is the worker's to find out: only what every set demands is refused before.
        return mandatory.Contains(null) || (sets.Length > 0 && sets.All(s => mandatory.Contains(s, StringComparer.OrdinalIgnoreCase)));
    }

    private static Dictionary<string, IReadOnlyList<string>> Validators(ParameterAst ast)
    {
        var validators = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (AttributeAst attribute in ast.Attributes.OfType<AttributeAst>())
        {
            string? name = ConstantValidators.FirstOrDefault(attribute.Is);
            if (name is not null && attribute.ConstantTexts() is { } arguments)
            {
                string? options = name == "ValidatePattern" ? attribute.NamedText("Options") : null;
                validators[name] = options is null ? arguments : [.. arguments, options];
            }
        }

        return validators;
    }

    private static IEnumerable<AttributeAst> Attributes(ParameterAst ast, string name) => ast.Attributes.OfType<AttributeAst>().Where(a => a.Is(name));

    private static string? SetName(AttributeAst parameter) =>
        parameter.NamedText("ParameterSetName") is { } name && name != ParameterAttribute.AllParameterSets ? name : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;
}
