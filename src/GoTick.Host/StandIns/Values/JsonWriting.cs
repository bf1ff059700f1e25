using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace Microsoft.PowerShell.Commands;

/// <summary>PowerShell objects to JSON: plain values as they are, the rest by their properties, down to a depth.</summary>
internal sealed class JsonWriting(int depth, bool enumsAsStrings, Func<bool> isStopped)
{
    /// <summary>Whether something was too deep and became text.</summary>
    public bool IsTruncated { get; private set; }

    public string Write(object? value, Formatting formatting, StringEscapeHandling escaping)
    {
        var settings = new JsonSerializerSettings
        {
            TypeNameHandling = TypeNameHandling.None,
            MaxDepth = 1024,
            Formatting = formatting,
            StringEscapeHandling = escaping,
        };
        if (enumsAsStrings)
        {
            settings.Converters.Add(new StringEnumConverter());
        }

        return JsonConvert.SerializeObject(Plain(value, 0), settings);
    }

    private object? Plain(object? value, int level)
    {
        if (isStopped())
        {
            throw new PipelineStoppedException();
        }

        if (value is null or System.Management.Automation.Language.NullString || value == AutomationNull.Value)
        {
            return null;
        }

        var wrapped = value as PSObject;
        object inner = wrapped?.BaseObject ?? value;
        return inner switch
        {
            DBNull => null,
            string or DateTime => inner,
            char or bool or DateTimeOffset or Guid or Uri or double or float or decimal or BigInteger => WithNotes(wrapped, inner, level),
            Enum => WithNotes(wrapped, EnumOf((Enum)inner), level),
            _ when inner.GetType().IsPrimitive => WithNotes(wrapped, inner, level),
            _ when level > depth => TextOf(wrapped, inner),
            IDictionary table => WithNotes(wrapped, TableOf(table, level), level),
            IEnumerable items => WithNotes(wrapped, ListOf(items, level), level),
            _ => ObjectOf(PSObject.AsPSObject(value), inner, level),
        };
    }

    // JSON's numbers are doubles to most readers: 64 bits would be cut.
    private static object EnumOf(Enum value)
        => Enum.GetUnderlyingType(value.GetType()) is { } type && (type == typeof(long) || type == typeof(ulong)) ? value.ToString() : value;

    private string TextOf(PSObject? wrapped, object inner)
    {
        IsTruncated = true;
        return LanguagePrimitives.ConvertTo<string>(inner is PSCustomObject ? wrapped : inner);
    }

    private Dictionary<string, object?> TableOf(IDictionary table, int level)
    {
        var result = new Dictionary<string, object?>(table.Count);
        foreach (DictionaryEntry entry in table)
        {
            string key = entry.Key as string ?? throw new NonStringKeyException(table);
            result[key] = Plain(entry.Value, level + 1);
        }

        return result;
    }

    private List<object?> ListOf(IEnumerable items, int level)
    {
        var result = new List<object?>();
        foreach (object? item in items)
        {
            result.Add(Plain(item, level + 1));
        }

        return result;
    }

    private Dictionary<string, object?> ObjectOf(PSObject wrapped, object inner, int level)
    {
        var result = new Dictionary<string, object?>();
        if (inner is not PSCustomObject)
        {
            AddMembers(result, inner, level);
        }

        AddProperties(result, wrapped, level, notesOnly: false);
        return result;
    }

    private void AddMembers(Dictionary<string, object?> result, object inner, int level)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        foreach (FieldInfo field in inner.GetType().GetFields(Public).Where(IsWritten))
        {
            result[field.Name] = Plain(field.GetValue(inner), level + 1);
        }

        foreach (PropertyInfo property in inner.GetType().GetProperties(Public).Where(IsWritten))
        {
            if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            {
                result[property.Name] = Plain(ValueOf(() => property.GetValue(inner)), level + 1);
            }
        }
    }

    private static bool IsWritten(MemberInfo member) => !member.IsDefined(typeof(JsonIgnoreAttribute), true);

    // What was added to a plain value by Add-Member is kept beside it.
    private object? WithNotes(PSObject? wrapped, object? plain, int level)
    {
        if (wrapped is null)
        {
            return plain;
        }

        bool isTable = plain is Dictionary<string, object?>;
        Dictionary<string, object?> result = isTable ? (Dictionary<string, object?>)plain! : new() { ["value"] = plain };
        AddProperties(result, wrapped, level, notesOnly: true);
        return !isTable && result.Count == 1 ? plain : result;
    }

    private void AddProperties(Dictionary<string, object?> result, PSObject wrapped, int level, bool notesOnly)
    {
        foreach (PSPropertyInfo property in wrapped.Properties)
        {
            bool isOwn = property.MemberType is PSMemberTypes.Property or PSMemberTypes.ParameterizedProperty;
            if (!result.ContainsKey(property.Name) && !(notesOnly && isOwn))
            {
                result[property.Name] = Plain(ValueOf(() => property.Value), level + 1);
            }
        }
    }

    // A property that cannot be read is null in the JSON, as in PowerShell.
    private static object? ValueOf(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is TargetInvocationException or GetValueException or NotSupportedException or TargetException)
        {
            return null;
        }
    }
}
