using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.Host.Api;

/// <summary>What a balancer asks.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the routes.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("alive")).Say("Health", "isAlive", "200 as long as the process answers.").AllowAnonymous();
        routes.MapGet("/readyz", ReadyAsync).Say("Health", "isReady", "200 when the store answers, else 503.").AllowAnonymous();
    }

    // The store itself is asked, and not the door of a caller: a balancer has no key.
    private static async Task<IResult> ReadyAsync(TickClient client, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await client.Store.ReadTimeAsync(0, patience.Token).AsTask().WaitAsync(patience.Token);
            return TypedResults.Text("ready");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store did not answer within {Patience.TotalSeconds:0} s.");
        }
    }
}
