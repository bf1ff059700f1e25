using System.Collections;
using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Display;

/// <summary>A run's output.</summary>
internal static class OutputText
{
    /// <summary>The values that it wrote, one by one.</summary>
    public static IReadOnlyList<object?> Items(Payload output)
    {
        object? value = ValueCodec.Decode(output);
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain is IEnumerable items and not string and not IDictionary ? [.. items.Cast<object?>()] : value is null ? [] : [value];
    }

    /// <summary>Writes each value on a line.</summary>
    public static void Write(Payload output, TextWriter to)
    {
        foreach (object? item in Items(output))
        {
            to.WriteLine(item);
        }

        to.Flush();
    }
}
