using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Host.Api;

namespace GoTick.Host.Access;

/// <summary>What the doors refuse, told as every other error is.</summary>
internal static class AccessProblem
{
    /// <summary>Writes an error.</summary>
    public static Task WriteAsync(HttpContext context, TickException error, TimeSpan? retryAfter = null)
    {
        if (error.ErrorId == TickErrorId.KeyInvalid)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"gotick\"";
        }

        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        return Problems.WriteAsync(context, error);
    }
}
