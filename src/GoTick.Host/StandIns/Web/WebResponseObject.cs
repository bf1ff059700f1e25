using System.Net.Http;

namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Invoke-WebRequest</c> writes.</summary>
public class WebResponseObject
{
    internal WebResponseObject(HttpResponseMessage response, Dictionary<string, IEnumerable<string>> headers, byte[] bytes)
    {
        BaseResponse = response;
        Headers = headers;
        RawContentStream = new MemoryStream(bytes, writable: false);
        Bytes = bytes;
    }

    /// <summary>The HTTP status, for example 200.</summary>
    public int StatusCode => (int)BaseResponse.StatusCode;

    /// <summary>The status in words.</summary>
    public string StatusDescription => BaseResponse.ReasonPhrase ?? string.Empty;

    /// <summary>The body: text where its type says so, otherwise its bytes.</summary>
    public virtual object Content => Bytes;

    /// <summary>The headers of the response and of its content.</summary>
    public Dictionary<string, IEnumerable<string>> Headers { get; }

    /// <summary>The response itself.</summary>
    public HttpResponseMessage BaseResponse { get; }

    /// <summary>The body as it came.</summary>
    public Stream RawContentStream { get; }

    /// <summary>The body's length in bytes.</summary>
    public long RawContentLength => RawContentStream.Length;

    private protected byte[] Bytes { get; }
}
