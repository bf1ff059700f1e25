using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.Core.Flows;

/// <summary>A flow's text at one moment, with every helper file it names, called by the SHA-256 over the texts.</summary>
public sealed record FlowVersion
{
    private FlowVersion(string hash, IReadOnlyList<FlowFile> files)
    {
        Hash = hash;
        Files = files;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string Hash { get; }

    /// <summary>The flow's own file first, then its helpers by path.</summary>
    public IReadOnlyList<FlowFile> Files { get; }

    /// <summary>The flow's own file.</summary>
    public FlowFile Main => Files[0];

    /// <summary>Names the version of these texts.</summary>
    /// <param name="main">The flow's own file.</param>
    /// <param name="helpers">The files it dot-sources or uses as modules, in any order.</param>
    public static FlowVersion Of(FlowFile main, IEnumerable<FlowFile> helpers)
    {
        FlowFile first = Normalized(main);
        FlowFile[] files =
        [
            first,
            .. helpers.Select(Normalized).Where(f => f.Path != first.Path).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal),
        ];
        return new FlowVersion(HashOf(files), files);
    }

    /// <summary>The stored form.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(Files.ToArray(), CoreJson.Default.FlowFileArray);

    /// <summary>Reads the stored form and verifies it against its name.</summary>
    /// <exception cref="TickException"><c>TickFlowTextMismatch</c> when the texts are not those that the name stands for.</exception>
    public static FlowVersion FromBytes(string hash, ReadOnlySpan<byte> bytes)
    {
        FlowFile[] files = Read(bytes);
        if (files.Length == 0 || HashOf(files) != hash)
        {
            throw new TickException(
                TickErrorId.FlowTextMismatch,
                TickErrorKind.Security,
                $"The stored text of flow version {hash[..Math.Min(12, hash.Length)]} does not match its hash. Somebody changed it in the store; it is not executed.")
            { Target = hash };
        }

        return new FlowVersion(hash, files);
    }

    /// <summary>Refuses to have it executed here.</summary>
    /// <param name="distrust">Says why it is not trusted, or null when it is; null = every text is.</param>
    /// <exception cref="TickException"><c>TickFlowUntrusted</c>.</exception>
    public void RefuseIf(Func<FlowVersion, string?>? distrust)
    {
        if (distrust?.Invoke(this) is { } why)
        {
            throw new TickException(
                TickErrorId.FlowUntrusted,
                TickErrorKind.Security,
                $"Flow version {Hash[..12]} is not executed: this worker does not trust its text (-Trust). {char.ToUpperInvariant(why[0])}{why[1..]}")
            { Target = Hash };
        }
    }

    private static FlowFile[] Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            FlowFile[] files = JsonSerializer.Deserialize(bytes, CoreJson.Default.FlowFileArray) ?? [];
            return files.All(f => f is { Path: not null, Text: not null }) ? files : [];
        }
        catch (JsonException)
        {
            return []; // no texts at all: what stands there is not what the hash names
        }
    }

    private static FlowFile Normalized(FlowFile file) => new(file.Path.Replace('\\', '/'), FlowFile.Normalized(file.Text));

    private static string HashOf(IEnumerable<FlowFile> files)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (FlowFile file in files)
        {
            foreach (string part in (string[])[file.Path, file.Text])
            {
                byte[] bytes = Encoding.UTF8.GetBytes(part);
                // The length before each part keeps "ab" + "c" apart from "a" + "bc".
                System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
                sha.AppendData(length);
                sha.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
