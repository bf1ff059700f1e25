using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <summary>
/// Makes an exception of a recorded type again, so that <c>catch [System.IO.IOException]</c> works on a replay. Types that a script defines are never
/// made: whether one is loaded would depend on what the worker ran before.
/// </summary>
internal static class RebuiltException
{
    private static readonly ConcurrentDictionary<string, Type> Known = new(StringComparer.Ordinal);

    /// <summary>The exception: of the recorded type when it can be made, else a <see cref="TickStepException"/>.</summary>
    public static Exception Of(FailureDetails details)
    {
        Exception[] causes = [.. details.Causes.Select(Of)];
        Exception? inner = causes.Length switch { 0 => null, 1 => causes[0], _ => new AggregateException(causes) };
        Type? type = details.Type is null ? null : Resolve(details.Type);
        if (type == typeof(TickException))
        {
            ErrorCategory category = Enum.TryParse(details.Category, out ErrorCategory known) ? known : ErrorCategory.NotSpecified;
            int comma = details.ErrorId.IndexOf(',', StringComparison.Ordinal);
            return new TickException(comma < 0 ? details.ErrorId : details.ErrorId[..comma], TickErrors.KindOf(category), details.Message, inner) { Target = details.Target };
        }

        if (type == typeof(AggregateException))
        {
            return new AggregateException(details.Message, causes); // its message repeats those of its causes; the record's own is shown
        }

        return (type is null ? null : Make(type, details.Message, inner)) ?? new TickStepException(details, inner);
    }

    private static Type? Resolve(string name)
    {
        if (Known.TryGetValue(name, out Type? known))
        {
            return known;
        }

        Type? found = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic)
            .Select(a => a.GetType(name, throwOnError: false))
            .FirstOrDefault(t => t is { IsAbstract: false, IsPublic: true, ContainsGenericParameters: false } && typeof(Exception).IsAssignableFrom(t));
        return found is null ? null : Known.GetOrAdd(name, found);
    }

    private static Exception? Make(Type type, string message, Exception? inner)
    {
        // ArgumentNullException(string) takes a parameter's name: the longer form comes first, and the message decides.
        (Type[] Signature, object?[] Arguments)[] forms =
        [
            ([typeof(string), typeof(Exception)], [message, inner]),
            ([typeof(string), typeof(string)], [null, message]),
            ([typeof(string)], [message]),
        ];
        Exception? second = null;
        foreach ((Type[] signature, object?[] arguments) in forms)
        {
            if (type.GetConstructor(signature) is { } constructor && Invoke(constructor, arguments) is { } made)
            {
                if (made.Message == message)
                {
                    return made;
                }

                second ??= made;
            }
        }

        return second;
    }

    private static Exception? Invoke(ConstructorInfo constructor, object?[] arguments)
    {
        try
        {
            return (Exception)constructor.Invoke(arguments);
        }
        catch (TargetInvocationException)
        {
            return null; // the type refuses such a message; the next form, or the stand-in, is used
        }
    }
}
