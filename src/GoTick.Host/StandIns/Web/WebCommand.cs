using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using Microsoft.PowerShell.Commands;

namespace GoTick.Host.StandIns.Web;

/// <summary>A command that makes one HTTP request and writes what came back; stopping the pipeline cancels it.</summary>
internal abstract class WebCommand : PSCmdlet, IDisposable
{
    private const string FailureId = "WebCmdletWebResponseException";

    // Shared, so that a loop of requests reuses its connections. Cookies are not: a flow's requests must not depend on others'.
    private static readonly SocketsHttpHandler Shared = new()
    {
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxAutomaticRedirections = 5,
    };

    private readonly CancellationTokenSource _stop = new();

    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public Uri? Uri { get; set; }

    [Parameter]
    public string Method { get; set; } = "Get";

    [Parameter]
    [Alias("CM")]
    public string? CustomMethod
    {
        get => Method;
        set => Method = value ?? Method;
    }

    [Parameter]
    public IDictionary? Headers { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? Body { get; set; }

    [Parameter]
    public IDictionary? Form { get; set; }

    [Parameter]
    public string? ContentType { get; set; }

    /// <summary>Where the body is written instead of the pipeline.</summary>
    [Parameter]
    public string? OutFile { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Seconds for the whole request; 0, the default, is without end.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int ConnectionTimeoutSeconds { get; set; }

    [Parameter]
    public string UserAgent { get; set; } = "PowerShell/7.6 gotick";

    /// <summary>0 follows none; 5 by default.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumRedirection { get; set; } = 5;

    [Parameter]
    public SwitchParameter SkipHttpErrorCheck { get; set; }

    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    [Parameter]
    public SwitchParameter SkipHeaderValidation { get; set; }

    [Parameter]
    public WebAuthenticationType Authentication { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    [Parameter]
    public SecureString? Token { get; set; }

    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    [Parameter]
    public SwitchParameter UseBasicParsing { get; set; }

    public void Dispose() => _stop.Dispose();

    /// <summary>Writes what a response is to the script.</summary>
    protected abstract void Write(HttpResponseMessage response, byte[] body);

    /// <summary>Takes note of a response, whether its body goes to the pipeline or to a file.</summary>
    protected virtual void Note(HttpResponseMessage response)
    {
    }

    protected override void ProcessRecord()
    {
        Check();
        using HttpRequestMessage request = NewRequest();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (ConnectionTimeoutSeconds > 0)
        {
            timeout.CancelAfter(TimeSpan.FromSeconds(ConnectionTimeoutSeconds));
        }

        try
        {
            (HttpResponseMessage response, byte[] body) = Task.Run(() => SendAsync(request, timeout.Token)).GetAwaiter().GetResult();
            Receive(response, body);
        }
        catch (OperationCanceledException e)
        {
            if (_stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Fail(
                new TimeoutException($"The request was not done in {ConnectionTimeoutSeconds} seconds.", e),
                "OperationTimeoutReached",
                ErrorCategory.OperationTimeout,
                null);
        }
        catch (HttpRequestException e)
        {
            var record = new ErrorRecord(e, FailureId, ErrorCategory.InvalidOperation, request);
            string? details = e.Data["Body"] as string ?? e.InnerException?.Message;
            record.ErrorDetails = string.IsNullOrEmpty(details) ? null : new ErrorDetails(details);
            ThrowTerminatingError(record);
        }
    }

    protected override void StopProcessing() => _stop.Cancel();

    protected static Dictionary<string, IEnumerable<string>> HeadersOf(HttpResponseMessage response)
        => response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);

    protected static string TextOf(HttpResponseMessage response, byte[] body)
    {
        string? charset = response.Content.Headers.ContentType?.CharSet?.Trim('"');
        Encoding encoding = Encoding.GetEncodings().Any(known => string.Equals(known.Name, charset, StringComparison.OrdinalIgnoreCase))
            ? Encoding.GetEncoding(charset!)
            : Encoding.UTF8;
        using var reader = new StreamReader(new MemoryStream(body), encoding);
        return reader.ReadToEnd();
    }

    private bool NeedsOwnClient => SkipCertificateCheck || MaximumRedirection != 5;

    private async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using HttpClient client = NeedsOwnClient ? new HttpClient(NewHandler()) : new HttpClient(Shared, disposeHandler: false);
        client.Timeout = Timeout.InfiniteTimeSpan;
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        return (response, await response.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false));
    }

    private SocketsHttpHandler NewHandler()
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All };
        handler.AllowAutoRedirect = MaximumRedirection > 0;
        handler.MaxAutomaticRedirections = Math.Max(1, MaximumRedirection);
        if (SkipCertificateCheck)
        {
#pragma warning disable CA5359 // The script asked for it by name.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return handler;
    }

    private void Receive(HttpResponseMessage response, byte[] body)
    {
        if (!response.IsSuccessStatusCode && !SkipHttpErrorCheck)
        {
            throw new HttpResponseException(
                $"Response status code does not indicate success: {(int)response.StatusCode} ({response.ReasonPhrase}).", response)
            {
                Data = { ["Body"] = TextOf(response, body) },
            };
        }

        if (OutFile is null || PassThru)
        {
            Write(response, body);
        }

        if (OutFile is not null)
        {
            File.WriteAllBytes(GetUnresolvedProviderPathFromPSPath(OutFile), body);
        }

        Note(response);
    }

    private HttpRequestMessage NewRequest()
    {
        var method = new HttpMethod(Method.ToUpperInvariant());
        var request = new HttpRequestMessage(method, Target(method));
        AddHeader(request, "User-Agent", UserAgent);
        foreach (DictionaryEntry header in Headers ?? new Hashtable())
        {
            string name = header.Key.ToString()!;
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                ContentType ??= header.Value?.ToString();
            }
            else
            {
                request.Headers.Remove(name);
                AddHeader(request, name, header.Value?.ToString());
            }
        }

        Authenticate(request);
        try
        {
            request.Content = Form is not null ? WebBody.Form(Form) : Body is null || IsQuery(method) ? null : WebBody.Of(Body, ContentType);
        }
        catch (FormatException e)
        {
            Fail(e, "WebCmdletContentTypeException", ErrorCategory.InvalidArgument, ContentType);
        }

        return request;
    }

    // As PowerShell does, a GET's pairs go into the address.
    private bool IsQuery(HttpMethod method) => method == HttpMethod.Get && Unwrapped(Body) is IDictionary;

    private Uri Target(HttpMethod method)
    {
        Uri target = Uri!.IsAbsoluteUri ? Uri : new Uri("http://" + Uri.OriginalString);
        if (!IsQuery(method))
        {
            return target;
        }

        string pairs = WebBody.Pairs((IDictionary)Unwrapped(Body)!);
        return new UriBuilder(target) { Query = target.Query.Length > 1 ? $"{target.Query}&{pairs}" : pairs }.Uri;
    }

    private void AddHeader(HttpRequestMessage request, string name, string? value)
    {
        if (SkipHeaderValidation || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        else
        {
            request.Headers.Add(name, value);
        }
    }

    private void Authenticate(HttpRequestMessage request)
    {
        switch (Authentication)
        {
            case WebAuthenticationType.Basic:
                string pair = $"{Credential!.UserName}:{Credential.GetNetworkCredential().Password}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
                break;
            case WebAuthenticationType.Bearer or WebAuthenticationType.OAuth:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new NetworkCredential(string.Empty, Token).Password);
                break;
        }
    }

    private void Check()
    {
        if (Body is not null && Form is not null)
        {
            Refuse("The Body and Form parameters exclude each other.", "WebCmdletBodyFormConflictException");
        }

        if (PassThru && OutFile is null)
        {
            Refuse("PassThru is used only together with OutFile.", "WebCmdletOutFileMissingException");
        }

        if (Authentication == WebAuthenticationType.None)
        {
            return;
        }

        if (Authentication == WebAuthenticationType.Basic && Credential is null)
        {
            Refuse("Basic authentication needs the Credential parameter.", "WebCmdletAuthenticationCredentialNotSuppliedException");
        }

        if (Authentication != WebAuthenticationType.Basic && Token is null)
        {
            Refuse($"{Authentication} authentication needs the Token parameter.", "WebCmdletAuthenticationTokenNotSuppliedException");
        }

        if (!AllowUnencryptedAuthentication && (!Uri!.IsAbsoluteUri || Uri.Scheme != "https"))
        {
            Refuse(
                "A secret would be sent over a connection that is not encrypted. Use https, or -AllowUnencryptedAuthentication.",
                "WebCmdletAllowUnencryptedAuthenticationRequiredException");
        }
    }

    private void Refuse(string message, string id) => Fail(new ValidationMetadataException(message), id, ErrorCategory.InvalidArgument, this);

    private void Fail(Exception error, string id, ErrorCategory category, object? target)
        => ThrowTerminatingError(new ErrorRecord(error, id, category, target));

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
