using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Tests.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Host.Tests.Access;

public sealed class CertificateTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pem")]
    [InlineData("pem and key")]
    [InlineData("pfx")]
    public async Task Server_WithACertificate_SpeaksTls(string form)
    {
        (string path, string? keyPath) = Write(form, "gotick.test");

        await using AccessServer server = await AccessServer.StartAsync(
            new AccessSettings { Certificate = path, CertificateKey = keyPath, RequiresKey = true }, "https://127.0.0.1:0");
        using HttpResponseMessage done = await server.LogInAsync((await server.KeyAsync(KeyScope.Read)).Secret);

        Assert.Equal("https", server.Address.Scheme);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.StartsWith("__Host-gotick=", done.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Current_FileWasRenewed_IsTheNewOneWithinAMinute()
    {
        (string path, _) = Write("pem", "one.test");
        CertificateFile file = CertificateFile.Open(path, null, _time);
        Assert.Equal("CN=one.test", file.Current(NullLogger.Instance).Leaf.Subject);
        File.WriteAllText(path, "damaged");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("CN=one.test", file.Current(NullLogger.Instance).Leaf.Subject);
        Write("pem", "two.test");
        Assert.Equal("CN=one.test", file.Current(NullLogger.Instance).Leaf.Subject);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("CN=two.test", file.Current(NullLogger.Instance).Leaf.Subject);
    }

    [Fact]
    public void Open_NoCertificate_IsRefused()
    {
        string odd = _folder.Write("odd.pem", "no certificate");

        foreach (string path in new[] { odd, Path.Combine(_folder.Path, "none.pem") })
        {
            Assert.Equal(TickErrorId.ServerUnsafe, Assert.Throws<TickException>(() => CertificateFile.Open(path, null, _time)).ErrorId);
        }
    }

    private (string Path, string? KeyPath) Write(string form, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        if (form == "pfx")
        {
            string path = Path.Combine(_folder.Path, "tls.pfx");
            File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
            return (path, null);
        }

        string secret = key.ExportPkcs8PrivateKeyPem();
        return form == "pem"
            ? (_folder.Write("tls.pem", made.ExportCertificatePem() + "\n" + secret), null)
            : (_folder.Write("tls.pem", made.ExportCertificatePem()), _folder.Write("tls.key", secret));
    }
}
