using System.Management.Automation;
using System.Net.Http;
using System.Xml;
using GoTick.Host.StandIns.Web;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Invoke-RestMethod</c>: the body of the response, as objects if it is JSON or XML, otherwise as text.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RestMethod")]
internal sealed class InvokeRestMethodCommand : WebCommand
{
    /// <summary>The variable for the status code.</summary>
    [Parameter]
    public string? StatusCodeVariable { get; set; }

    /// <summary>The variable for the response's headers, a dictionary of string arrays.</summary>
    [Parameter]
    [Alias("RHV")]
    public string? ResponseHeadersVariable { get; set; }

    protected override void Write(HttpResponseMessage response, byte[] body)
    {
        string text = TextOf(response, body);
        bool saysJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) ?? false;
        object? value = saysJson ? Json(text) ?? Xml(text) : Xml(text) ?? Json(text);
        WriteObject(value ?? text);
    }

    protected override void Note(HttpResponseMessage response)
    {
        if (StatusCodeVariable is not null)
        {
            SessionState.PSVariable.Set(StatusCodeVariable, (int)response.StatusCode);
        }

        if (ResponseHeadersVariable is not null)
        {
            SessionState.PSVariable.Set(ResponseHeadersVariable, HeadersOf(response));
        }
    }

    private static object? Json(string text)
    {
        try
        {
            return JsonReading.Parse(text, asHashtable: false, depth: 1024, JsonDateKind.Default);
        }
        catch (Exception e) when (e is ArgumentException or JsonObjectException)
        {
            // Not JSON, or none that fits an object: the text is the answer.
            return null;
        }
    }

    private static XmlDocument? Xml(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("<"))
        {
            return null;
        }

        try
        {
            // No DTD and no resolver: a response must not make this process fetch or expand anything.
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            // HTML and the like: the text is the answer.
            return null;
        }
    }
}
