using System.Net.Http;

namespace Microsoft.PowerShell.Commands;

/// <summary>A response whose status is no success.</summary>
public sealed class HttpResponseException : HttpRequestException
{
    internal HttpResponseException(string message, HttpResponseMessage response)
        : base(message, inner: null, response.StatusCode)
        => Response = response;

    /// <summary>The response; its body has been read into the error's details.</summary>
    public HttpResponseMessage Response { get; }
}
