using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace GoTick.PowerShell.Hosting;

/// <summary>What syntax trees hide. A copy of a class loses the call of its constructors' base (7.6), so its definition is moved instead.</summary>
internal static class AstAccess
{
    /// <summary>Takes a node out of its tree, so that another can be made of it. The old tree must not be used any more.</summary>
    public static T Detached<T>(T node)
        where T : Ast
    {
        ClearParent(node);
        return node;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ClearParent")]
    private static extern void ClearParent(Ast node);
}
