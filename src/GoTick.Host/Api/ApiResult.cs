using System.Reflection;
using System.Text.Json;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace GoTick.Host.Api;

/// <summary>An answer in JSON, with values as the caller wants them. It is made whole before it begins, so that an error on the way is an error.</summary>
/// <param name="value">What it says.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class ApiResult<T>(T value, int status = StatusCodes.Status200OK) : IResult, IEndpointMetadataProvider
{
    /// <summary>Where to find what was made; null = nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>The <c>Link</c> to the next page; null = there is none.</summary>
    public string? Link { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.For(httpContext.Request.Query[ApiJson.ValuesParameter]));
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        Set(response.Headers, HeaderNames.Location, Location);
        Set(response.Headers, HeaderNames.Link, Link);
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }
}
