using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GoTick.Host.Api;

/// <summary>Runs as files.</summary>
internal static class RunTransferEndpoints
{
    private const string Tag = "Runs";
    private const string Archive = "application/octet-stream";

    /// <summary>Adds the routes.</summary>
    public static void MapRunTransfer(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{id}/export", Export).Say(Tag, "exportRun", "A run with all that belongs to it, as a file.").Produces(StatusCodes.Status200OK, contentType: Archive);
        api.MapPost("/runs/import", ImportAsync).Say(Tag, "importRun", "Puts an exported run into the store; ?id gives it another id.").Accepts<Stream>(Archive);
    }

    // All of the run is read before the first byte is written: what goes wrong then is an answer like any other. A file that was cut off on its way is refused by import.
    private static PushStreamHttpResult Export(string id, ITickClient client, CancellationToken stop) =>
        TypedResults.Stream(to => client.ExportAsync(Answers.Run(id), to, stop), Archive, "run.tickrun");

    private static async Task<ApiResult<StartResult>> ImportAsync(string? id, HttpContext context, ITickClient client, ApiSettings settings, CancellationToken stop)
    {
        if (context.Request.ContentType != Archive)
        {
            throw new TickException(TickErrorId.ContentTypeRefused, TickErrorKind.InvalidInput, $"The body has to be an exported run, with the header Content-Type: {Archive}.");
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = settings.MaxArchiveBytes;
        StartResult result = await client.ImportAsync(context.Request.Body, string.IsNullOrEmpty(id) ? null : ItemId.ParseRoot(id), stop);
        return new ApiResult<StartResult>(result, result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Location = Answers.PathOf(context, result.Id),
        };
    }
}
