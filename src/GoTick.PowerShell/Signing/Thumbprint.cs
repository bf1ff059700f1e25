using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GoTick.PowerShell.Signing;

/// <summary>A certificate's name by its own digest.</summary>
/// <param name="Hex">40 (SHA-1, as Windows shows it) or 64 (SHA-256) upper-case hex digits.</param>
internal readonly record struct Thumbprint(string Hex)
{
    /// <summary>Reads what people copy: with spaces, colons, or the invisible mark that the certificate window of Windows puts before it.</summary>
    /// <exception cref="Core.Errors.TickException"><c>TickArgumentInvalid</c>.</exception>
    public static Thumbprint Of(string text)
    {
        string hex = string.Concat(text.Where(c => c is not (' ' or ':' or '-' or '\u200E'))).ToUpperInvariant();
        return hex.Length is 40 or 64 && hex.All(char.IsAsciiHexDigit)
            ? new Thumbprint(hex)
            : throw Values.ArgumentBinder.Invalid("TrustedSigner", $"'{text}' is no certificate's thumbprint: 40 hex digits (SHA-1), or 64 (SHA-256).");
    }

    /// <summary>Whether it is a certificate's.</summary>
    public bool IsOf(X509Certificate2 certificate) =>
        certificate.GetCertHashString(Hex.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1) == Hex;
}
