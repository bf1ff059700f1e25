using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>Writes one value with its parts. Inside another value a part is its tag, its length or count, <c>:</c>, and its text or parts.</summary>
internal sealed class ValueWriter(string what)
{
    private const int MaxDepth = 64;
    private const int BagDepth = 2;
    private const string BagPrefix = "Deserialized.";

    private readonly StringBuilder _text = new();
    private readonly ValuePath _path = new();
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    // How much deeper the property bag that is being written may go; null outside one.
    private int? _bag;

    /// <summary>The stored form of one value.</summary>
    public Payload Write(object? value)
    {
        Part(value);
        string text = _text.ToString();
        // A value that is alone needs no length.
        return new Payload(ScalarText.IsTag(text[0]) ? text[0] + text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : text).Checked(what);
    }

    /// <summary>The stored form of several values that were written one after the other.</summary>
    public Payload WriteSeveral(IReadOnlyList<object?> values)
    {
        Items('*', values, values.Count);
        return new Payload(_text.ToString()).Checked(what);
    }

    private void Part(object? value)
    {
        if (_text.Length > Payload.MaxBytes)
        {
            new Payload(_text.ToString()).Checked(what);
        }

        PSObject? wrapper = value as PSObject;
        object? bare = wrapper is null ? value : wrapper.BaseObject;
        if (bare is not null && ValueRefusals.IsSecret(bare))
        {
            throw Error(
                TickErrorId.SecretRefused,
                TickErrorKind.Security,
                $"is a {bare.GetType().Name}, and a secret is not stored in the clear. Keep the name of the secret in the flow, and get the secret itself inside the step that needs it.");
        }

        bool hasNotes = wrapper is not null && bare is not PSCustomObject && PSObjectAccess.HasInstanceMembers(wrapper);
        if (hasNotes && !IsPictured(bare!) && Notes(wrapper!) is { Length: > 0 } notes)
        {
            Noted(wrapper!, bare, notes);
        }
        else if (ReferenceEquals(bare, AutomationNull.Value) || ScalarText.Of(bare) is not { } scalar)
        {
            Structure(wrapper, ReferenceEquals(bare, AutomationNull.Value) ? null : bare);
        }
        else
        {
            Scalar(scalar);
        }
    }

    // Its notes are part of the picture already.
    private static bool IsPictured(object bare) =>
        bare is not (Enum or IDictionary or IEnumerable) && ScalarText.Of(bare) is null && KnownText.Of(bare) is null && LanguagePrimitives.GetEnumerable(bare) is null;

    private void Scalar(string form) => _text.Append(form[0]).Append(form.Length - 1).Append(':').Append(form, 1, form.Length - 1);

    private void Structure(PSObject? wrapper, object? bare)
    {
        if (bare is null || ValueRefusals.IsNoCredential(bare))
        {
            Scalar("n");
        }
        else if (KnownText.Of(bare) is var (name, text))
        {
            Parts('k', name, text);
        }
        else if (bare is Enum member)
        {
            Parts('e', member.GetType().FullName!, Enum.Format(member.GetType(), member, "D"), member.ToString());
        }
        else if (_bag == 0)
        {
            Part(Shown(bare));
        }
        else if (ValueRefusals.Reason(bare) is { } reason)
        {
            Refused(bare, reason);
        }
        else
        {
            Nested(wrapper, bare);
        }
    }

    private void Refused(object bare, string reason)
    {
        if (_bag is null)
        {
            throw Error(TickErrorId.NotSerializable, TickErrorKind.InvalidInput, $"is a {bare.GetType().FullName} and cannot be stored: {reason}. Give back the data that you need from it.");
        }

        Part(Shown(bare)); // one property of an object of which only a picture is kept
    }

    private void Nested(PSObject? wrapper, object bare)
    {
        object identity = bare is PSCustomObject ? wrapper! : bare;
        if (_depth == MaxDepth)
        {
            throw Error(TickErrorId.NotSerializable, TickErrorKind.InvalidInput, $"lies deeper than {MaxDepth} levels, which is the limit. Store less of it.");
        }

        if (!_open.Add(identity))
        {
            if (_bag is not null)
            {
                Part(Shown(bare));
                return;
            }

            throw Error(TickErrorId.NotSerializable, TickErrorKind.InvalidInput, "is an object that it is itself a part of. Break the circle before you store it.");
        }

        int? bag = _bag;
        _bag = bag - 1;
        _depth++;
        Container(wrapper, bare);
        _depth--;
        _bag = bag;
        _open.Remove(identity);
    }

    private void Container(PSObject? wrapper, object bare)
    {
        switch (bare)
        {
            case PSCustomObject:
                Bag(OwnTypeNames(wrapper!), PSObjectAccess.GetText(wrapper!), Notes(wrapper!));
                break;
            case IDictionary table:
                Table(table);
                break;
            case Array array:
                string? element = array.GetType().GetElementType() is { } type && type != typeof(object) ? type.FullName : null;
                Items(element is null ? '[' : 'Y', array, array.Length, element);
                break;
            case ArrayList list:
                Items('(', list, list.Count);
                break;
            case Queue queue:
                Items('q', queue, queue.Count);
                break;
            case Stack stack:
                Items('Q', stack, stack.Count);
                break;
            case IList list:
                Type listType = bare.GetType();
                Items('X', list, list.Count, listType.IsGenericType ? listType.GenericTypeArguments[0].FullName! : typeof(object).FullName);
                break;
            default:
                Other(wrapper, bare);
                break;
        }
    }

    private void Other(PSObject? wrapper, object bare)
    {
        if (LanguagePrimitives.GetEnumerable(bare) is { } several)
        {
            var items = new List<object?>();
            foreach (object? item in several)
            {
                items.Add(item);
            }

            Items('[', items, items.Count);
            return;
        }

        int? bag = _bag;
        _bag ??= BagDepth - 1;
        PSObject view = wrapper ?? PSObject.AsPSObject(bare);
        string[] names = [.. view.TypeNames.Select(n => n.StartsWith(BagPrefix, StringComparison.Ordinal) ? n : BagPrefix + n)];
        Bag(names, Shown(bare), Picture(view));
        _bag = bag;
    }

    private void Items(char tag, IEnumerable items, int count, string? element = null)
    {
        _text.Append(tag).Append(count).Append(':');
        if (element is not null)
        {
            Part(element);
        }

        int index = 0;
        foreach (object? item in items)
        {
            _path.Enter(index++);
            Part(item);
            _path.Leave();
        }
    }

    private void Table(IDictionary table)
    {
        bool isOrdered = table is IOrderedDictionary or SortedList || table.GetType().Name is "OrderedDictionary`2" or "SortedDictionary`2" or "SortedList`2";
        _text.Append(isOrdered ? 'o' : '{').Append(table.Count).Append(':');
        foreach (DictionaryEntry entry in table)
        {
            _path.Enter(Shown(entry.Key) is { Length: > 0 } key ? key : "''");
            Part(entry.Key);
            Part(entry.Value);
            _path.Leave();
        }
    }

    private void Noted(PSObject wrapper, object? bare, (string Name, object? Value)[] notes)
    {
        _text.Append('w').Append(notes.Length).Append(':');
        if (ScalarText.Of(bare) is { } scalar)
        {
            Scalar(scalar);
        }
        else
        {
            Structure(wrapper, bare);
        }

        Properties(notes);
    }

    private void Bag(string[]? typeNames, string? text, (string Name, object? Value)[] properties)
    {
        _text.Append('p').Append(properties.Length).Append(':');
        Part(typeNames is null ? null : string.Join('\n', typeNames));
        Part(text);
        Properties(properties);
    }

    private void Properties((string Name, object? Value)[] properties)
    {
        foreach ((string name, object? value) in properties)
        {
            _path.Enter(name);
            Part(name);
            Part(value);
            _path.Leave();
        }
    }

    private void Parts(char tag, params string[] texts)
    {
        _text.Append(tag).Append(texts.Length).Append(':');
        foreach (string text in texts)
        {
            Part(text);
        }
    }

    private static string[]? OwnTypeNames(PSObject custom) =>
        custom.TypeNames is ["System.Management.Automation.PSCustomObject", "System.Object"] ? null : [.. custom.TypeNames];

    // What belongs to this object; what its type names add (Update-TypeData) comes back with the names.
    private (string Name, object? Value)[] Notes(PSObject wrapper)
    {
        var notes = new List<(string, object?)>();
        foreach (PSPropertyInfo property in wrapper.Properties)
        {
            if (property.IsInstance && property.IsGettable)
            {
                notes.Add((property.Name, Value(property)));
            }
        }

        return [.. notes];
    }

    private object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            _path.Enter(property.Name);
            throw Error(TickErrorId.NotSerializable, TickErrorKind.InvalidInput, $"cannot be read: {e.Message}");
        }
    }

    // As Export-Clixml does: a property whose getter fails is no part of the picture.
    private static (string Name, object? Value)[] Picture(PSObject view)
    {
        var picture = new List<(string, object?)>();
        foreach (PSPropertyInfo property in view.Properties)
        {
            try
            {
                if (property.IsGettable)
                {
                    picture.Add((property.Name, property.Value));
                }
            }
            catch (GetValueException)
            {
                continue;
            }
        }

        return [.. picture];
    }

    private static string? Shown(object value) =>
        LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out string? text) ? text : value.GetType().FullName;

    private TickException Error(string id, TickErrorKind kind, string message) => new(id, kind, $"{what} cannot be kept: {_path} {message}") { Target = _path.ToString() };
}
