using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>Converts arguments to the declared types that a client knows without running script, in the invariant culture.</summary>
internal static class ArgumentConversion
{
    private static readonly ConcurrentDictionary<string, Type?> Types = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a parameter that takes several values.</summary>
    public static bool TakesSeveral(FlowParameter parameter) => TypeOf(parameter) is { IsArray: true } || parameter.Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Converts a value; a type that only the worker knows, or that the store cannot keep, leaves it as it is.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The value; the converted one after a success.</param>
    public static bool TryConvert(FlowParameter parameter, ref object? value)
    {
        object? bare = value is PSObject wrapper ? wrapper.BaseObject : value;
        Type? type = parameter.IsSwitch ? typeof(bool) : TypeOf(parameter);
        if (type is null || type == typeof(object) || type == typeof(PSObject))
        {
            return true;
        }

        if (type == typeof(bool))
        {
            return TryBoolean(bare, ref value);
        }

        // The engine's binder refuses a list where one text is wanted; the general conversion would join it.
        if (type == typeof(string) && bare is IEnumerable and not string)
        {
            return false;
        }

        if (bare is null && !type.IsValueType && type != typeof(string))
        {
            return true;
        }

        if (!LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out object? converted))
        {
            return false;
        }

        value = IsKept(type) ? converted : value;
        return true;
    }

    private static bool TryBoolean(object? bare, ref object? value)
    {
        bool? flag = bare switch
        {
            bool b => b,
            SwitchParameter s => s.IsPresent,
            string text => text.ToLowerInvariant() switch { "true" or "$true" => true, "false" or "$false" => false, _ => null },
            int or long or double or decimal or byte or short or uint or ulong or ushort or sbyte or float => LanguagePrimitives.IsTrue(bare),
            _ => null,
        };
        value = flag ?? value;
        return flag is not null;
    }

    private static bool IsKept(Type type)
    {
        Type item = Nullable.GetUnderlyingType(type) ?? type;
        item = item.IsArray ? item.GetElementType()! : item;
        return item.IsEnum
            || ScalarText.Types.ContainsKey(item.FullName ?? "")
            || KnownText.Holds(item)
            || item == typeof(Hashtable)
            || item == typeof(OrderedDictionary)
            || item == typeof(ArrayList);
    }

    private static Type? TypeOf(FlowParameter parameter) => Types.GetOrAdd(parameter.Type, Resolve);

    // Only types of .NET and PowerShell themselves: another's could run code while it converts.
    private static Type? Resolve(string name)
    {
        ScriptBlockAst ast = Parser.ParseInput($"[{name}]", out _, out ParseError[] errors);
        if (errors.Length > 0 || ast.Find(a => a is TypeExpressionAst, searchNestedScriptBlocks: false) is not TypeExpressionAst { TypeName: var written })
        {
            return null;
        }

        Type? type = written.GetReflectionType();
        Type? item = type is { IsArray: true } ? type.GetElementType() : type;
        bool isOfTheSystem = item is not null
            && item != typeof(ScriptBlock)
            && !ValueRefusals.IsSecretType(item)
            && (item.Assembly == typeof(object).Assembly || item.Assembly == typeof(PSObject).Assembly || (item.Assembly.GetName().Name ?? "").StartsWith("System.", StringComparison.Ordinal));
        return isOfTheSystem ? type : null;
    }
}
