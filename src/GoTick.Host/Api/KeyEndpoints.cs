using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api;

/// <summary>Who calls, the keys, and who changed what.</summary>
internal static class KeyEndpoints
{
    private const string Tag = "Keys";

    /// <summary>Adds the routes.</summary>
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", GetCallerAsync).Say(Tag, "getCaller", "Whom the server takes the caller for: their name, the scopes of their key, and for which flows it is.");
        api.MapGet("/keys", ListAsync).Say(Tag, "listKeys", "All keys, without what their owners send.");
        api.MapPost("/keys", CreateAsync).Say(Tag, "createKey", "Makes a key. The answer is the only one that ever shows it.").Produces<KeyJson>(StatusCodes.Status201Created);
        api.MapDelete("/keys/{id}", RevokeAsync).Say(Tag, "revokeKey", "Revokes a key: it is refused everywhere within two seconds.");
        api.MapGet("/audit", AuditAsync).Say("Audit", "listAudit", "Who changed what, the newest first. A page of few among very many may be short; it is the last when it has no 'next'.");
    }

    private static async Task<ApiResult<CallerJson>> GetCallerAsync(ITickClient client, CancellationToken stop) => Answers.Of(CallerJson.Of(await client.GetCallerAsync(stop)));

    private static async Task<ApiResult<Page<KeyJson>>> ListAsync(ITickClient client, CancellationToken stop) =>
        Answers.All<KeyJson>([.. (await client.ListKeysAsync(stop)).Select(k => KeyJson.Of(k))]);

    private static async Task<ApiResult<KeyJson>> CreateAsync(KeyBody body, ITickClient client, CancellationToken stop)
    {
        NewKey made = await client.CreateKeyAsync(
            new KeyRequest
            {
                Name = body.Name,
                Scopes = KeyScopes.Parse(body.Scopes),
                Grants = body.Flows is { } flows ? FlowGrants.Parse(flows) : FlowGrants.All,
                Life = KeyRequest.LifeOf(body.ExpiresDays),
            },
            cancel: stop);
        return new ApiResult<KeyJson>(KeyJson.Of(made.Key, made.Secret), StatusCodes.Status201Created);
    }

    private static async Task<ApiResult<KeyJson>> RevokeAsync(string id, ITickClient client, CancellationToken stop) =>
        Answers.Of(KeyJson.Of(await client.RevokeKeyAsync(Answers.Name(id), cancel: stop)));

    private static async Task<ApiResult<Page<AuditEntry>>> AuditAsync([AsParameters] AuditFilter filter, HttpContext context, ITickClient client, CancellationToken stop)
    {
        AuditPage page = await client.ReadAuditAsync(filter.ToQuery(), stop);
        return Answers.Paged(context, new Page<AuditEntry>(page.Items, page.Next), "after");
    }
}
