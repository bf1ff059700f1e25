using System.Formats.Asn1;
using System.Security.Cryptography;

namespace GoTick.PowerShell.Signing;

/// <summary>What an Authenticode signature signs: the digest of a file, and of which kind the file is.</summary>
/// <param name="Algorithm">SHA-256, SHA-384 or SHA-512.</param>
/// <param name="Digest">The file's digest.</param>
/// <remarks><c>SpcIndirectDataContent</c> of "Windows Authenticode Portable Executable Signature Format"; for scripts the kind is a <c>SpcSipInfo</c>.</remarks>
internal sealed record IndirectData(HashAlgorithmName Algorithm, byte[] Digest)
{
    /// <summary>The type of the signed content.</summary>
    public const string ContentType = "1.3.6.1.4.1.311.2.1.4";

    private const string SipInfo = "1.3.6.1.4.1.311.2.1.30";
    private static readonly Guid PowerShellFiles = new("603bcc1f-4b59-4e08-b724-d2c6297ef351");

    /// <summary>Reads it.</summary>
    /// <exception cref="UntrustedTextException">It is about no PowerShell file, or made with an algorithm that is not safe.</exception>
    /// <exception cref="AsnContentException">It is no such structure.</exception>
    public static IndirectData Read(ReadOnlyMemory<byte> content)
    {
        AsnReader all = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        AsnReader kind = all.ReadSequence();
        AsnReader digest = all.ReadSequence();
        all.ThrowIfNotEmpty();
        if (kind.ReadObjectIdentifier() != SipInfo || !IsAboutPowerShell(kind.ReadSequence()))
        {
            throw new UntrustedTextException("carries the signature of another kind of file");
        }

        HashAlgorithmName algorithm = AlgorithmOf(digest.ReadSequence().ReadObjectIdentifier());
        var data = new IndirectData(algorithm, digest.ReadOctetString());
        digest.ThrowIfNotEmpty();
        return data;
    }

    /// <summary>The algorithm by its object identifier.</summary>
    /// <exception cref="UntrustedTextException">Two texts with one digest can be made for it, or it is unknown.</exception>
    public static HashAlgorithmName AlgorithmOf(string? oid) => oid switch
    {
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => throw new UntrustedTextException("is signed with a digest that is not safe: sign it with SHA-256, SHA-384 or SHA-512"),
    };

    private static bool IsAboutPowerShell(AsnReader sip)
    {
        sip.ReadInteger(); // the version of the package
        return sip.ReadOctetString().AsSpan().SequenceEqual(PowerShellFiles.ToByteArray());
    }
}
