using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GoTick.Core.Security;

/// <summary>
/// What the holder of a key or session sends: <c>PREFIX_ID_SECRET</c>. The secret is 256 random bits, and the store keeps the SHA-256 of the whole. A slow hash
/// (bcrypt, Argon2) makes guessing what people choose costly; nobody guesses 256 random bits, and it would cost each call what it costs an attacker.
/// </summary>
internal sealed class SecretToken
{
    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const int IdLength = 2 * IdBytes;
    private static readonly int SecretLength = Base64Url.GetEncodedLength(SecretBytes);
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly byte[] Nobodys = new byte[SHA256.HashSizeInBytes];

    private SecretToken(string text, string id) => (Text, Id) = (text, id);

    /// <summary>All of it. Never to be logged.</summary>
    public string Text { get; }

    /// <summary>The part that is no secret.</summary>
    public string Id { get; }

    /// <summary>A new one.</summary>
    public static SecretToken New(string prefix)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        return new SecretToken($"{prefix}_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}", id);
    }

    /// <summary>One that somebody sent; null when it cannot be one.</summary>
    public static SecretToken? TryParse(string prefix, string text)
    {
        int from = prefix.Length + 1;
        return text.Length == from + IdLength + 1 + SecretLength
            && text.StartsWith(prefix + "_", StringComparison.Ordinal)
            && text[from + IdLength] == '_'
            && text.AsSpan(from, IdLength) is var id && !id.ContainsAnyExcept(HexDigits)
            && Ascii.IsValid(text)
            ? new SecretToken(text, id.ToString())
            : null;
    }

    /// <summary>What the store keeps of it.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>True when this is what the store keeps. Takes as long when the store has nothing of this id.</summary>
    public bool Is(byte[]? kept) => CryptographicOperations.FixedTimeEquals(Hash(), kept ?? Nobodys) && kept is not null;
}
