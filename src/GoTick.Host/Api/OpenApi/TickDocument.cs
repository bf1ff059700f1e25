using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Stores;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GoTick.Host.Api.OpenApi;

/// <summary>The description of the API, and the page to try it.</summary>
internal static class TickDocument
{
    private const string KeyScheme = "key";

    /// <summary>What the document needs.</summary>
    public static IServiceCollection AddTickDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(AddErrorsAsync);
        options.AddSchemaTransformer(ShapeAsync);
    });

    /// <summary>Adds the document and the page.</summary>
    public static void MapTickDocument(this WebApplication application)
    {
        application.MapOpenApi("/openapi/{documentName}.json");
        application.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "api/docs";
            options.DocumentTitle = "GoTick API";
            options.SwaggerEndpoint("/openapi/v1.json", "GoTick v1");
        });
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "GoTick",
            Version = "v1",
            Description = "Runs of PowerShell flows: start, watch and steer them. Times are ISO 8601, durations numbers of seconds. Values are plain JSON; with `?values=typed` "
                + "they are `{\"$clixml\": …}`, exactly as they are stored, and the same is accepted in bodies. Errors are problem details (RFC 9457) with a stable `errorId`.",
        };
        document.Servers = []; // wherever it is served from
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, where the server asks for one." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task AddErrorsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "What went wrong.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiProblem.MediaType] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancel) },
            },
        };
    }

    private static Task ShapeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Payload))
        {
            schema.Description = "Any JSON; or {\"$clixml\": \"…\"}, a value exactly as it is stored.";
        }
        else if (type == typeof(ItemId) || type == typeof(WorkerId) || type == typeof(StepKey) || type == typeof(LimitName))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(StoreTime))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if (type == typeof(TimeSpan))
        {
            schema.Type = JsonSchemaType.Number;
            schema.Description = "Seconds.";
        }

        return Task.CompletedTask;
    }
}
