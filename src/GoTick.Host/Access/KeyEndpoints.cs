using System.Text.Json;
using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary><c>/api/v1/keys</c> and <c>/api/v1/audit</c>.</summary>
internal static class KeyEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder keys = routes.MapGroup("/api/v1/keys").WithTags("Keys");
        keys.MapGet("", async (GuardedKeys ring, CancellationToken cancel) =>
            Results.Json((await ring.ListAsync(cancel)).Select(k => KeyView.Of(k)), Json)).WithSummary("All keys, without what their owners send.");
        keys.MapPost("", CreateAsync).Accepts<KeyBody>("application/json").WithSummary("Makes a key. The answer is the only one that ever shows it.");
        keys.MapDelete("{id}", async (string id, GuardedKeys ring, CancellationToken cancel) =>
            Results.Json(KeyView.Of(await ring.RevokeAsync(id, cancel)), Json)).WithSummary("Revokes a key: it is refused everywhere within two seconds.");
        routes.MapGet("/api/v1/audit", AuditAsync).WithTags("Audit").WithSummary("Who changed what, the newest first.");
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, GuardedKeys ring, CancellationToken cancel)
    {
        KeyBody body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<KeyBody>(request.Body, Json, cancel) ?? throw Invalid("The body is empty.");
        }
        catch (JsonException e)
        {
            throw Invalid($"The body cannot be read: {e.Message}");
        }

        NewKey made = await ring.CreateAsync(
            new KeyRequest
            {
                Name = body.Name,
                Scopes = KeyScopes.Parse(body.Scopes),
                Grants = body.Flows is { } flows ? FlowGrants.Parse(flows) : FlowGrants.All,
                Life = KeyRequest.LifeOf(body.ExpiresDays),
            },
            cancel);
        return Results.Json(KeyView.Of(made.Key, made.Secret), Json, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> AuditAsync(GuardedKeys ring, DateOnly? day, string? after, int? limit, CancellationToken cancel) =>
        Results.Json(await ring.ReadAuditAsync(day, after, limit ?? 100, cancel), Json);

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);
}
