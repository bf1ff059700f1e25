using GoTick.Core.Security;
using GoTick.Host.Api;

namespace GoTick.Host.Access;

/// <summary><c>/api/v1/keys</c> and <c>/api/v1/audit</c>.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup(Api.Api.Root);
        api.MapGet("/keys", ListAsync).Say("Keys", "listKeys", "All keys, without what their owners send.");
        api.MapPost("/keys", CreateAsync).Say("Keys", "createKey", "Makes a key. The answer is the only one that ever shows it.").Produces<KeyView>(StatusCodes.Status201Created);
        api.MapDelete("/keys/{id}", RevokeAsync).Say("Keys", "revokeKey", "Revokes a key: it is refused everywhere within two seconds.");
        api.MapGet("/audit", AuditAsync).Say("Audit", "listAudit", "Who changed what, the newest first; of one day with ?day=2026-03-01.");
    }

    private static async Task<IReadOnlyList<KeyView>> ListAsync(GuardedKeys keys, CancellationToken stop) => [.. (await keys.ListAsync(stop)).Select(k => KeyView.Of(k))];

    private static async Task<IResult> CreateAsync(KeyBody body, GuardedKeys keys, CancellationToken stop)
    {
        NewKey made = await keys.CreateAsync(
            new KeyRequest
            {
                Name = body.Name,
                Scopes = KeyScopes.Parse(body.Scopes),
                Grants = body.Flows is { } flows ? FlowGrants.Parse(flows) : FlowGrants.All,
                Life = KeyRequest.LifeOf(body.ExpiresDays),
            },
            stop);
        return TypedResults.Json(KeyView.Of(made.Key, made.Secret), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<KeyView> RevokeAsync(string id, GuardedKeys keys, CancellationToken stop) => KeyView.Of(await keys.RevokeAsync(id, stop));

    private static Task<AuditPage> AuditAsync(GuardedKeys keys, CancellationToken stop, DateOnly? day = null, string? after = null, int limit = 100) =>
        keys.ReadAuditAsync(day, after, limit, stop);
}
