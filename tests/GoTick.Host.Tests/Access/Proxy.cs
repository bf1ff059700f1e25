using System.Reflection;
using System.Runtime.ExceptionServices;

namespace GoTick.Host.Tests.Access;

/// <summary>An interface whose calls go through one function.</summary>
public class Proxy<T> : DispatchProxy
    where T : class
{
    private Func<MethodInfo, object?[], object?> _call = (_, _) => null;

    internal static T Of(Func<MethodInfo, object?[], object?> call)
    {
        T made = Create<T, Proxy<T>>();
        ((Proxy<T>)(object)made)._call = call;
        return made;
    }

    /// <summary>One that hands on what is not changed.</summary>
    internal static T Around(T inner, Action<MethodInfo, object?[]> before) => Of((method, arguments) =>
    {
        before(method, arguments);
        try
        {
            return method.Invoke(inner, arguments);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _call(targetMethod!, args ?? []);
}
