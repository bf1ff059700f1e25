using System.Security.Claims;
using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>
/// Ends calls that last (streams of events, circuits of the dashboard, long waits) when the key or session that let them in is not valid any more. What is asked
/// through the door of the caller is checked each time; this is for what was let in once and is told things ever since.
/// </summary>
internal sealed class CallWatch(RequestDelegate next, KeyRing keys, Sessions sessions, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context) => CallerClaims.CanEnd(context.User) ? WatchedAsync(context) : next(context);

    private async Task WatchedAsync(HttpContext context)
    {
        using var over = new CancellationTokenSource();
        Task watching = WatchAsync(context, context.User, over.Token);
        try
        {
            await next(context);
        }
        finally
        {
            // Waited for: the server uses the context for another call afterwards.
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(HttpContext context, ClaimsPrincipal caller, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (!await IsValidAsync(caller, over))
                {
                    context.Abort();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The call is over.
        }
    }

    private async Task<bool> IsValidAsync(ClaimsPrincipal caller, CancellationToken over)
    {
        try
        {
            return await CallerClaims.NowAsync(caller, keys, sessions, over) is not null;
        }
        catch (StoreUnavailableException)
        {
            return true; // nobody knows; the next look tells
        }
    }
}
