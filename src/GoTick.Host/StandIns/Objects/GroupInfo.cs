using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Group-Object</c> writes: objects with the same values. The engine's views know it by this name.</summary>
public class GroupInfo
{
    internal GroupInfo(string name, IEnumerable values, IReadOnlyCollection<PSObject> group)
    {
        Name = name;
        Count = group.Count;
        Group = [.. group];
        foreach (object? value in values)
        {
            Values.Add(value);
        }
    }

    /// <summary>How many objects are in it.</summary>
    public int Count { get; }

    /// <summary>The values as text, joined by commas.</summary>
    public string Name { get; }

    /// <summary>The values that its objects share.</summary>
    public ArrayList Values { get; } = [];

    /// <summary>The objects.</summary>
    public Collection<PSObject> Group { get; }
}
