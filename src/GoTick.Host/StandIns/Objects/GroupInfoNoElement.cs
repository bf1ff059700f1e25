using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The same under <c>-NoElement</c>; the engine's view for it leaves the objects out.</summary>
public sealed class GroupInfoNoElement : GroupInfo
{
    internal GroupInfoNoElement(string name, IEnumerable values, IReadOnlyCollection<PSObject> group)
        : base(name, values, group)
        => Group.Clear();
}
