using System.Net.Http;

namespace Microsoft.PowerShell.Commands;

/// <summary>A response with a text for its body.</summary>
public sealed class BasicHtmlWebResponseObject : WebResponseObject
{
    private readonly string _text;

    internal BasicHtmlWebResponseObject(
        HttpResponseMessage response, Dictionary<string, IEnumerable<string>> headers, byte[] bytes, string text)
        : base(response, headers, bytes)
        => _text = text;

    /// <summary>The body as text.</summary>
    public override object Content => _text;
}
