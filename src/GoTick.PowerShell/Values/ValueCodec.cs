using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>
/// Values to payloads and back. Primitives are tagged text; all else is CliXml, to depth 64 where it is made of containers and values, to depth 2 where
/// other .NET objects become property bags (design §8).
/// </summary>
internal static class ValueCodec
{
    private const int MaxDepth = 64;
    private const int ObjectDepth = 2;

    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for messages: <c>The value of step 'x'</c>.</param>
    /// <exception cref="TickException"><c>TickSecretRefused</c>, <c>TickNotSerializable</c>, <c>TickPayloadTooLarge</c>.</exception>
    public static Payload Encode(object? value, string what)
    {
        object? plain = value is PSObject wrapped && !HasNotes(wrapped) ? wrapped.BaseObject : value;
        string? tagged = Tagged(plain);
        return (tagged is not null ? new Payload(tagged) : new Payload("x:" + ToCliXml(value!, what))).Checked(what);
    }

    /// <summary>The value of a payload; none is null.</summary>
    public static object? Decode(Payload payload)
    {
        if (payload.IsNone || payload.Text.Length == 0)
        {
            return null;
        }

        string text = payload.Text.Length > 2 ? payload.Text[2..] : "";
        return payload.Text[0] switch
        {
            'n' => null,
            's' => text,
            'i' => int.Parse(text, CultureInfo.InvariantCulture),
            'l' => long.Parse(text, CultureInfo.InvariantCulture),
            'd' => double.Parse(text, CultureInfo.InvariantCulture),
            'm' => decimal.Parse(text, CultureInfo.InvariantCulture),
            'b' => text == "1",
            't' => DateTime.FromBinary(long.Parse(text, CultureInfo.InvariantCulture)),
            'g' => Guid.Parse(text),
            'p' => new TimeSpan(long.Parse(text, CultureInfo.InvariantCulture)),
            'x' => Bare(PSSerializer.Deserialize(text)),
            var tag => throw new TickException(
                TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"A stored value has the unknown tag '{tag}'; a newer GoTick wrote it."),
        };
    }

    // A string that XML cannot hold as it is goes through CliXml, which escapes it; all others stay readable.
    private static string? Tagged(object? value) => value switch
    {
        null => "n:",
        string s when s.All(c => c >= ' ' && !char.IsSurrogate(c)) => "s:" + s,
        int i => "i:" + i.ToString(CultureInfo.InvariantCulture),
        long l => "l:" + l.ToString(CultureInfo.InvariantCulture),
        double d => "d:" + d.ToString("R", CultureInfo.InvariantCulture),
        decimal m => "m:" + m.ToString(CultureInfo.InvariantCulture),
        bool b => b ? "b:1" : "b:0",
        DateTime { Kind: not DateTimeKind.Local } t => "t:" + t.ToBinary().ToString(CultureInfo.InvariantCulture),
        Guid g => "g:" + g.ToString("D"),
        TimeSpan p => "p:" + p.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string ToCliXml(object value, string what)
    {
        (bool HasObjects, int Deepest) seen = default;
        Inspect(value, what, "$", 0, new HashSet<object>(ReferenceEqualityComparer.Instance), ref seen);
        // Containers are kept whole; only what hangs below other .NET objects is cut, as CliXml does.
        return PSSerializer.Serialize(value, seen.HasObjects ? seen.Deepest + ObjectDepth : MaxDepth);
    }

    private static void Inspect(object? value, string what, string path, int depth, HashSet<object> above, ref (bool HasObjects, int Deepest) seen)
    {
        seen.Deepest = Math.Max(seen.Deepest, depth);
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is PSCredential or SecureString)
        {
            throw new TickException(
                TickErrorId.SecretRefused,
                TickErrorKind.Security,
                $"{what} holds a {plain.GetType().Name} at {path}. Secrets are not stored: get it inside the step that uses it.")
            { Target = path };
        }

        if (plain is ScriptBlock or Delegate or Stream or System.Threading.Tasks.Task)
        {
            throw NotSerializable(what, path, $"a {plain.GetType().Name} cannot be kept");
        }

        if (value is PSObject notes)
        {
            foreach (PSPropertyInfo note in notes.Properties.Where(p => p.MemberType == PSMemberTypes.NoteProperty))
            {
                Down(note.Value, what, path + "." + note.Name, depth, above, plain, ref seen);
            }
        }

        switch (plain)
        {
            case null or string or byte[] or System.Xml.XmlNode or PSCustomObject:
            case var primitive when primitive.GetType().IsPrimitive || primitive is Enum:
            case decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Version or Uri or SemanticVersion:
                return;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    Down(entry.Key, what, path + ".Keys", depth, above, plain, ref seen);
                    Down(entry.Value, what, $"{path}.{entry.Key}", depth, above, plain, ref seen);
                }

                return;
            case IList list:
                for (int i = 0; i < list.Count; i++)
                {
                    Down(list[i], what, $"{path}[{i}]", depth, above, plain, ref seen);
                }

                return;
            default:
                seen.HasObjects = true;
                return;
        }
    }

    private static void Down(object? value, string what, string path, int depth, HashSet<object> above, object? parent, ref (bool HasObjects, int Deepest) seen)
    {
        if (depth >= MaxDepth)
        {
            throw NotSerializable(what, path, $"it is deeper than {MaxDepth} levels, or contains itself");
        }

        bool isNew = parent is not null && above.Add(parent);
        Inspect(value, what, path, depth + 1, above, ref seen);
        if (isNew)
        {
            above.Remove(parent!);
        }
    }

    private static object? Bare(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject && !HasNotes(wrapped) ? wrapped.BaseObject : value;

    private static bool HasNotes(PSObject value) => value.BaseObject is not PSCustomObject && value.Properties.Any(p => p.MemberType == PSMemberTypes.NoteProperty);

    private static TickException NotSerializable(string what, string path, string why) => new(
        TickErrorId.NotSerializable, TickErrorKind.InvalidInput, $"{what} cannot be kept: at {path}, {why}. Return plain data instead.")
    { Target = path };
}
