using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Signing;

/// <summary>A stored text, split into what was signed and the signature block at its end.</summary>
/// <param name="Content">All before the block, with LF line endings.</param>
/// <param name="Signature">The block's bytes, a PKCS #7 message.</param>
/// <remarks>
/// PowerShell hashes the characters before <c>CR LF # SIG # Begin signature block</c> as UTF-16, a byte order mark among them if the file has one. A stored
/// text has neither a mark nor CRs, so what was signed is one of four forms of it, see <see cref="HasDigest"/>.
/// </remarks>
internal sealed record SignedText(string Content, byte[] Signature)
{
    private const char ByteOrderMark = '\uFEFF';

    // No replacement characters: two texts must not have one digest.
    private static readonly UnicodeEncoding Exact = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Splits a file.</summary>
    /// <exception cref="UntrustedTextException">It has no signature block, or is not laid out as PowerShell does it.</exception>
    public static SignedText Read(FlowFile file)
    {
        if (file.Text.Contains('\r', StringComparison.Ordinal) || file.Text.StartsWith(ByteOrderMark))
        {
            throw new UntrustedTextException("is not stored as texts are (no byte order mark, LF line endings)");
        }

        bool isXml = file.Path.EndsWith(".ps1xml", StringComparison.OrdinalIgnoreCase);
        (string open, string close) = isXml ? ("<!-- ", " -->") : ("# ", "");
        string begin = $"\n{open}SIG # Begin signature block{close}\n";
        int at = file.Text.IndexOf(begin, StringComparison.Ordinal);
        return at < 0
            ? throw new UntrustedTextException("is not signed")
            : new SignedText(file.Text[..at], Bytes(file.Text[(at + begin.Length)..], open, close));
    }

    /// <summary>Whether a digest is that of this content: with LF or CRLF line endings, with or without a byte order mark.</summary>
    public bool HasDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest)
    {
        foreach (string lines in (string[])[Content, Content.Replace("\n", "\r\n", StringComparison.Ordinal)])
        {
            foreach (string form in (string[])[lines, ByteOrderMark + lines])
            {
                if (CryptographicOperations.HashData(algorithm, Exact.GetBytes(form)).AsSpan().SequenceEqual(digest))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Nothing but the block may stand here: what follows it was not signed.
    private static byte[] Bytes(string rest, string open, string close)
    {
        string[] lines = rest.TrimEnd('\n').Split('\n');
        bool isWhole = lines[^1] == $"{open}SIG # End signature block{close}"
            && lines[..^1].All(l => l.StartsWith(open, StringComparison.Ordinal) && l.EndsWith(close, StringComparison.Ordinal) && l.Length >= open.Length + close.Length);
        if (!isWhole)
        {
            throw new UntrustedTextException("has a signature block that is damaged, or is not the end of the file");
        }

        try
        {
            return Convert.FromBase64String(string.Concat(lines[..^1].Select(l => l[open.Length..^close.Length])));
        }
        catch (FormatException)
        {
            throw new UntrustedTextException("has a signature block that is damaged");
        }
    }
}
