using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace GoTick.Host.StandIns.Objects;

/// <summary>One element of a <c>-Property</c> list: a name, a wildcard, a script block, or a hashtable that says more.</summary>
internal sealed record PropertyTerm(PSPropertyExpression Expression, string? Label, bool? Descending)
{
    /// <exception cref="RuntimeException">The element is none of these, or its hashtable has an unknown or ambiguous key.</exception>
    public static PropertyTerm Parse(object element, params string[] keys)
    {
        object value = element is PSObject wrapped ? wrapped.BaseObject : element;
        if (value is not IDictionary entries)
        {
            return new PropertyTerm(ExpressionOf(value), null, null);
        }

        PSPropertyExpression? expression = null;
        string? label = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in entries)
        {
            object given = (entry.Value is PSObject inner ? inner.BaseObject : entry.Value)
                ?? throw Bad("DictionaryKeyIllegalValue", $"The key '{entry.Key}' has no value.");
            switch (KeyOf(entry.Key.ToString() ?? string.Empty, keys))
            {
                case "expression":
                    expression = ExpressionOf(given);
                    break;
                case "descending":
                    descending = LanguagePrimitives.IsTrue(given);
                    break;
                case "ascending":
                    descending = !LanguagePrimitives.IsTrue(given);
                    break;
                default:
                    label = given.ToString();
                    break;
            }
        }

        return new PropertyTerm(expression ?? throw Bad("DictionaryKeyMissing", "The hashtable has no key 'expression'."), label, descending);
    }

    /// <summary>The values of this term on an object, with the names that they were found by.</summary>
    public IEnumerable<PSPropertyExpressionResult> On(PSObject target)
        => Expression.ResolveNames(target).SelectMany(resolved => resolved.GetValues(target));

    /// <summary>The one value of this term on an object, or null.</summary>
    public object? ValueOn(PSObject target) => Expression.GetValues(target) is [var first, ..] ? first.Result : null;

    private static PSPropertyExpression ExpressionOf(object value) => value switch
    {
        ScriptBlock script => new PSPropertyExpression(script),
        string { Length: > 0 } name => new PSPropertyExpression(name),
        PSPropertyExpression expression => expression,
        string => throw Bad("EmptyStringKey", "A property name is empty."),
        _ => new PSPropertyExpression(value.ToString()),
    };

    // Keys may be cut short as long as they stay unique.
    private static string KeyOf(string given, string[] keys)
    {
        string[] matches = [.. keys.Where(key => given.Length > 0 && key.StartsWith(given, StringComparison.OrdinalIgnoreCase))];
        return matches is [var only]
            ? only
            : throw Bad("DictionaryKeyUnknown", $"The key '{given}' is not valid here; valid are {string.Join(", ", keys)}.");
    }

    private static RuntimeException Bad(string id, string message)
        => new(message, null, new ErrorRecord(new NotSupportedException(message), id, ErrorCategory.InvalidArgument, null));
}
