using GoTick.Core.Errors;

namespace GoTick.Host.Access;

/// <summary>Answers what the doors throw, a store that is away while a key is looked up above all: that is never "no such key".</summary>
internal sealed class AccessErrors(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (TickException e) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await AccessProblem.WriteAsync(context, e);
        }
    }
}
