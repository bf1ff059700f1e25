using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GoTick.Tests.Shared.Signing;

/// <summary>
/// Signs PowerShell's files as Windows does, byte by byte: it shares nothing with the product's reader, nor the library under that. Written after PKCS #7
/// (RFC 2315), RFC 3161 and "Windows Authenticode Portable Executable Signature Format".
/// </summary>
internal sealed record Authenticode(X509Certificate2 Signer)
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string IndirectData = "1.3.6.1.4.1.311.2.1.4";
    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Certificates that go with the signature, besides the signer's own.</summary>
    public X509Certificate2[] Others { get; init; } = [];

    /// <summary>The kind of file that it says it signs: PowerShell's.</summary>
    public Guid Kind { get; init; } = new("603bcc1f-4b59-4e08-b724-d2c6297ef351");

    /// <summary>The digest of the content.</summary>
    public (string Oid, Func<byte[], byte[]> Of) Digest { get; init; } = (Sha256, SHA256.HashData);

    /// <summary>Whether it has signed attributes, as every real one.</summary>
    public bool HasAttributes { get; init; } = true;

    /// <summary>Who says when it was signed, and the time that they say; in the form of RFC 3161, or in the older one.</summary>
    public (X509Certificate2 Authority, DateTimeOffset Time, bool IsRfc3161)? Stamp { get; init; }

    /// <summary>A script with its signature block; the characters of the text are signed as they are.</summary>
    public string Sign(string text, bool isXml = false)
    {
        (string open, string close) = isXml ? ("<!-- ", " -->") : ("# ", "");
        byte[] digest = Digest.Of(Encoding.Unicode.GetBytes(text));
        IEnumerable<string> lines =
        [
            "SIG # Begin signature block",
            .. Convert.ToBase64String(Message(digest)).Chunk(64).Select(c => new string(c)),
            "SIG # End signature block",
        ];
        return $"{text}\r\n{string.Concat(lines.Select(l => $"{open}{l}{close}\r\n"))}";
    }

    private byte[] Message(byte[] digest)
    {
        byte[] content = Der(w => Sequence(w, () =>
        {
            Sequence(w, () =>
            {
                w.WriteObjectIdentifier("1.3.6.1.4.1.311.2.1.30");
                Sequence(w, () =>
                {
                    w.WriteInteger(0x10000);
                    w.WriteOctetString(Kind.ToByteArray());
                    for (int i = 0; i < 5; i++)
                    {
                        w.WriteInteger(0);
                    }
                });
            });
            Sequence(w, () =>
            {
                Algorithm(w, Digest.Oid);
                w.WriteOctetString(digest);
            });
        }));
        // What is hashed is the content without its tag and length.
        AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.DER, out int at, out int length, out _);
        return Signed(IndirectData, content, content[at..(at + length)], Signer, Others, HasAttributes ? [] : null, Unsigned);
    }

    private IEnumerable<(string, byte[])> Unsigned(byte[] signature)
    {
        if (Stamp is not { } stamp)
        {
            return [];
        }

        return stamp.IsRfc3161
            ? [("1.3.6.1.4.1.311.3.3.1", Token(signature, stamp.Authority, stamp.Time))]
            : [("1.2.840.113549.1.9.6", Der(w => SignerInfo(w, null, signature, stamp.Authority, [("1.2.840.113549.1.9.5", Der(t => t.WriteUtcTime(stamp.Time)))], _ => [])))];
    }

    private static byte[] Token(byte[] signature, X509Certificate2 authority, DateTimeOffset time)
    {
        byte[] info = Der(w => Sequence(w, () =>
        {
            w.WriteInteger(1);
            w.WriteObjectIdentifier("1.2.3.4");
            Sequence(w, () =>
            {
                Algorithm(w, Sha256);
                w.WriteOctetString(SHA256.HashData(signature));
            });
            w.WriteInteger(7);
            w.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }));
        // The authority's certificate by its digest (RFC 5035), so that none can be put in its place.
        byte[] own = Der(w => Sequence(w, () => Sequence(w, () => Sequence(w, () => w.WriteOctetString(SHA256.HashData(authority.RawData))))));
        return Signed(
            "1.2.840.113549.1.9.16.1.4", Der(w => w.WriteOctetString(info)), info, authority, [], [("1.2.840.113549.1.9.16.2.47", own)], _ => []);
    }

    private static byte[] Signed(
        string type,
        byte[] content,
        byte[] hashed,
        X509Certificate2 signer,
        X509Certificate2[] others,
        IEnumerable<(string, byte[])>? attributes,
        Func<byte[], IEnumerable<(string, byte[])>> unsigned) => Der(w => Sequence(w, () =>
        {
            w.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            Within(w, Zero, () => Sequence(w, () =>
            {
                w.WriteInteger(type == IndirectData ? 1 : 3);
                Set(w, () => Algorithm(w, Sha256));
                Sequence(w, () =>
                {
                    w.WriteObjectIdentifier(type);
                    Within(w, Zero, () => w.WriteEncodedValue(content));
                });
                using (w.PushSetOf(Zero))
                {
                    foreach (X509Certificate2 certificate in (X509Certificate2[])[signer, .. others])
                    {
                        w.WriteEncodedValue(certificate.RawData);
                    }
                }

                Set(w, () => SignerInfo(w, type, hashed, signer, attributes, unsigned));
            }));
        }));

    private static void SignerInfo(
        AsnWriter w, string? type, byte[] hashed, X509Certificate2 signer, IEnumerable<(string, byte[])>? more, Func<byte[], IEnumerable<(string, byte[])>> unsigned)
    {
        List<(string, byte[])> attributes = more is null ? [] : [.. more, ("1.2.840.113549.1.9.4", Der(d => d.WriteOctetString(SHA256.HashData(hashed))))];
        if (more is not null && type is not null)
        {
            attributes.Add(("1.2.840.113549.1.9.3", Der(d => d.WriteObjectIdentifier(type))));
        }

        using RSA key = signer.GetRSAPrivateKey()!;
        byte[] signature = key.SignData(more is null ? hashed : Der(d => Attributes(d, Asn1Tag.SetOf, attributes)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Sequence(w, () =>
        {
            w.WriteInteger(1);
            Sequence(w, () =>
            {
                w.WriteEncodedValue(signer.IssuerName.RawData);
                w.WriteInteger(new BigInteger(signer.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true));
            });
            Algorithm(w, Sha256);
            if (more is not null)
            {
                Attributes(w, Zero, attributes);
            }

            Algorithm(w, "1.2.840.113549.1.1.1");
            w.WriteOctetString(signature);
            if (unsigned(signature).ToList() is { Count: > 0 } found)
            {
                Attributes(w, One, found);
            }
        });
    }

    private static void Attributes(AsnWriter w, Asn1Tag tag, IEnumerable<(string Type, byte[] Value)> attributes)
    {
        using (w.PushSetOf(tag))
        {
            foreach ((string type, byte[] value) in attributes)
            {
                Sequence(w, () =>
                {
                    w.WriteObjectIdentifier(type);
                    Set(w, () => w.WriteEncodedValue(value));
                });
            }
        }
    }

    private static void Algorithm(AsnWriter w, string oid) => Sequence(w, () =>
    {
        w.WriteObjectIdentifier(oid);
        w.WriteNull();
    });

    private static void Sequence(AsnWriter w, Action write) => Within(w, Asn1Tag.Sequence, write);

    private static void Within(AsnWriter w, Asn1Tag tag, Action write)
    {
        using (w.PushSequence(tag))
        {
            write();
        }
    }

    private static void Set(AsnWriter w, Action write)
    {
        using (w.PushSetOf())
        {
            write();
        }
    }

    private static byte[] Der(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
