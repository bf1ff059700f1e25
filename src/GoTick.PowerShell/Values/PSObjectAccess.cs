using System.Linq.Expressions;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GoTick.PowerShell.Values;

/// <summary>The inner parts of <see cref="PSObject"/> that PowerShell's own serializer uses.</summary>
internal static class PSObjectAccess
{
    private static readonly Func<object, bool> InstanceMembers = CompileHasInstanceMembers();

    /// <summary>True when properties were added to this very object. Asking its <c>Properties</c> instead costs a hundred times as much.</summary>
    public static bool HasInstanceMembers(PSObject value) => InstanceMembers(value);

    /// <summary>The text of an object that was a property bag before; null for others.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ToStringFromDeserialization")]
    public static extern string? GetText(PSObject value);

    /// <summary>Gives a property bag the text that its object had.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ToStringFromDeserialization")]
    public static extern void SetText(PSObject value, string? text);

    // The method's out parameter has an internal generic type, which no accessor attribute can name.
    private static Func<object, bool> CompileHasInstanceMembers()
    {
        MethodInfo method = typeof(PSObject).GetMethod("HasInstanceMembers", BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(nameof(PSObject), "HasInstanceMembers");
        ParameterExpression value = Expression.Parameter(typeof(object));
        ParameterExpression members = Expression.Variable(method.GetParameters()[1].ParameterType.GetElementType()!);
        return Expression.Lambda<Func<object, bool>>(Expression.Block([members], Expression.Call(method, value, members)), value).Compile();
    }
}
