using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GoTick.Tests.Shared.Signing;

/// <summary>Makes certificates. All of them have one key, which takes a while to make and proves nothing here.</summary>
internal sealed class Authority
{
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly RSA Key = RSA.Create(2048);
    private readonly X509Certificate2 _root;

    public Authority(string name)
    {
        CertificateRequest request = Request(name);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(Year(2020), Year(2100));
    }

    /// <summary>The authority's own certificate, without its key.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificate(_root.RawData);

    public X509Certificate2 Issue(string name, string? purpose = CodeSigning, int from = 2020, int to = 2100)
    {
        CertificateRequest request = For(name, purpose);
        using X509Certificate2 issued = request.Create(_root, Year(from), Year(to), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(Key);
    }

    public static X509Certificate2 SelfSigned(string name, string? purpose = CodeSigning, int from = 2020, int to = 2100) =>
        For(name, purpose).CreateSelfSigned(Year(from), Year(to));

    public static DateTimeOffset Year(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CertificateRequest For(string name, string? purpose)
    {
        CertificateRequest request = Request(name);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        if (purpose is not null)
        {
            // A timestamp authority's purpose must be critical (RFC 3161, 2.3).
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: purpose == TimeStamping));
        }

        return request;
    }

    private static CertificateRequest Request(string name) => new($"CN={name}", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
