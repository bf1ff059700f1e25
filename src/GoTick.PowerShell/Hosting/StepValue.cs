using System.Collections;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>What a script wrote, as one payload: none, a scalar, or an array.</summary>
internal static class StepValue
{
    /// <summary>The payload of an output; none when nothing was written.</summary>
    public static Payload Encode(IReadOnlyList<object?> output, string what) => output.Count switch
    {
        0 => Payload.None,
        1 => ValueCodec.Encode(output[0], what),
        _ => ValueCodec.Encode(output.ToArray(), what),
    };

    /// <summary>The payload of a memo's output: nothing written is a stored <c>$null</c>.</summary>
    public static Payload EncodeMemo(IReadOnlyList<object?> output, string name)
    {
        string what = $"The value of step '{name}'";
        return output.Count == 0 ? ValueCodec.Encode(null, what) : Encode(output, what);
    }

    /// <summary>A decoded value as an array: none, one or several elements.</summary>
    public static object?[] AsArray(object? decoded) => (decoded is PSObject wrapped ? wrapped.BaseObject : decoded) switch
    {
        null => [],
        object?[] array => array,
        IList list => [.. list.Cast<object?>()],
        _ => [decoded],
    };

    /// <summary>One element a branch: several values as a plain array, which indexes and unrolls as people expect.</summary>
    public static object? AsElement(object? decoded) =>
        (decoded is PSObject wrapped ? wrapped.BaseObject : decoded) is IList and not byte[]? AsArray(decoded) : decoded;
}
