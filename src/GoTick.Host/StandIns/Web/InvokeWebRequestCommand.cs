using System.Management.Automation;
using System.Net.Http;
using GoTick.Host.StandIns.Web;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Invoke-WebRequest</c>: the response with its headers and body.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "WebRequest")]
[OutputType(typeof(BasicHtmlWebResponseObject), typeof(WebResponseObject))]
internal sealed class InvokeWebRequestCommand : WebCommand
{
    protected override void Write(HttpResponseMessage response, byte[] body) => WriteObject(IsText(response.Content.Headers.ContentType?.MediaType)
        ? new BasicHtmlWebResponseObject(response, HeadersOf(response), body, TextOf(response, body))
        : new WebResponseObject(response, HeadersOf(response), body));

    private static bool IsText(string? type) => type is null
        || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("json", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("javascript", StringComparison.OrdinalIgnoreCase);
}
