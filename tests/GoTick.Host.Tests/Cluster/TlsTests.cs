using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GoTick.Core.Errors;
using GoTick.Host.Tests.Processes;
using GoTick.Tests.Shared;

namespace GoTick.Host.Tests.Cluster;

/// <summary><c>rediss://</c> to a server whose certificate only those trust who were told to.</summary>
[Collection(ProcessTests.Name)]
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private RedisServer _server = null!;

    private string Url => $"rediss://127.0.0.1:{_server.Port}";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SSL_CERT_FILE is for OpenSSL");
        WriteCertificate();
        _server = await RedisServer.StartNewAsync(
            "--port", "0", "--tls-port", "{port}", "--tls-cert-file", _folder.File("cert.pem"), "--tls-key-file", _folder.File("key.pem"),
            "--tls-ca-cert-file", _folder.File("cert.pem"), "--tls-auth-clients", "no");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_CertificateIsTrusted_Completes()
    {
        string script = _folder.Write("one.ps1", "Get-TickMemo one { 'done over TLS' }");
        await using Gotick run = Gotick.StartWith(
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = _folder.File("cert.pem") }, _folder.Path, "run", "--store", Url, script);

        Assert.True(await run.ExitAsync() == 0, run.ToString());
        Assert.Equal(["done over TLS"], run.Output);
    }

    [Fact]
    public async Task List_CertificateIsNotTrusted_IsInvalidAndSaysSo()
    {
        await using Gotick list = await Gotick.RunAsync(_folder.Path, "list", "--store", Url);

        Assert.Equal(2, list.ExitCode);
        Assert.Contains(list.Messages, m => m.Contains(TickErrorId.StoreInvalid, StringComparison.Ordinal) && m.Contains("certificate", StringComparison.Ordinal));
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gotick-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _folder.Write("cert.pem", certificate.ExportCertificatePem());
        _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
