using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GoTick.Core.Errors;

namespace GoTick.Host.Access;

/// <summary>
/// A certificate and the chain above it, from a PEM or PFX file. Read again when the file has changed, looked at once a minute at most: certificates are renewed under
/// running servers. What cannot be read then leaves the one before in use.
/// </summary>
internal sealed class CertificateFile
{
    /// <summary>Where the password of a PFX file, or of an encrypted key, is.</summary>
    public const string PasswordVariable = "GOTICK_CERTIFICATE_PASSWORD";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private readonly string _path;
    private readonly string? _keyPath;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) _current;
    private DateTime _written;
    private long _looked;

    private CertificateFile(string path, string? keyPath, TimeProvider time)
    {
        (_path, _keyPath, _time) = (path, keyPath, time);
        _written = Written();
        _current = Read();
        _looked = time.GetTimestamp();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="TickException"><c>TickServerUnsafe</c> when there is no such certificate, or none with a key that can be read.</exception>
    public static CertificateFile Open(string path, string? keyPath, TimeProvider time)
    {
        try
        {
            return new CertificateFile(Path.GetFullPath(path), keyPath is null ? null : Path.GetFullPath(keyPath), time);
        }
        catch (Exception e) when (IsOfReading(e))
        {
            throw new TickException(
                TickErrorId.ServerUnsafe,
                TickErrorKind.Security,
                $"The certificate '{path}' cannot be read with its key: {e.Message} A password goes into {PasswordVariable}.",
                e)
            { Target = path };
        }
    }

    /// <summary>The certificate as of now, with what stands above it.</summary>
    public (X509Certificate2 Leaf, X509Certificate2Collection Chain) Current(ILogger logs)
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) >= LookEvery)
            {
                _looked = _time.GetTimestamp();
                ReadAgain(logs);
            }

            return _current;
        }
    }

    private static bool IsOfReading(Exception e) => e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    private void ReadAgain(ILogger logs)
    {
        try
        {
            if (Written() is var written && written != _written)
            {
                _current = Read();
                _written = written;
            }
        }
        catch (Exception e) when (IsOfReading(e))
        {
            AccessLogs.CertificateUnreadable(logs, _path, e);
        }
    }

    private DateTime Written() => File.GetLastWriteTimeUtc(_path) is var one && _keyPath is null ? one : new DateTime(Math.Max(one.Ticks, File.GetLastWriteTimeUtc(_keyPath!).Ticks), DateTimeKind.Utc);

    private (X509Certificate2, X509Certificate2Collection) Read()
    {
        string? password = Environment.GetEnvironmentVariable(PasswordVariable);
        return X509Certificate2.GetCertContentType(_path) == X509ContentType.Pkcs12 ? ReadPfx(password) : ReadPem(password);
    }

    private (X509Certificate2, X509Certificate2Collection) ReadPfx(string? password)
    {
        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_path, password);
        X509Certificate2 leaf = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("it holds no private key.");
        return (leaf, [.. all.Where(c => c != leaf)]);
    }

    private (X509Certificate2, X509Certificate2Collection) ReadPem(string? password)
    {
        X509Certificate2 leaf = password is null
            ? X509Certificate2.CreateFromPemFile(_path, _keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(_path, password, _keyPath);
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(_path);

        // Windows' TLS does not take a key that exists in memory alone.
        return (OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null) : leaf, [.. all.Skip(1)]);
    }
}
