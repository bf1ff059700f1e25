using System.Text;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

public sealed partial class RedisStore
{
    /// <inheritdoc/>
    public async ValueTask PutBlobAsync(int partition, string hash, byte[] body, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        await WriteAsync(keys, _scripts.PutBlob, [keys.Blobs, keys.Blob(hash)], [hash, body], cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadBlobAsync(int partition, string hash, CancellationToken cancel = default) =>
        await GuardAsync(_db.StringGetAsync(_keys[partition].Blob(hash), CommandFlags.DemandMaster), cancel);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteBlobAsync(int partition, string hash, CancellationToken cancel = default)
    {
        RedisKeys keys = _keys[partition];
        return (bool)await RunAsync(_scripts.DeleteBlob, [keys.Blobs, keys.Blob(hash)], [hash], cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ReadUnheldBlobsAsync(int partition, int count, CancellationToken cancel = default)
    {
        RedisValue[] hashes = await GuardAsync(
            _db.SortedSetRangeByScoreAsync(_keys[partition].Blobs, 0, 0, Exclude.None, Order.Ascending, 0, count, CommandFlags.DemandMaster), cancel);
        return Array.ConvertAll(hashes, h => (string)h!);
    }

    /// <inheritdoc/>
    public async ValueTask<Document?> ReadDocumentAsync(string kind, string name, CancellationToken cancel = default)
    {
        byte[]? value = await GuardAsync(_db.HashGetAsync(_keys[0].Documents(kind), name, CommandFlags.DemandMaster), cancel);
        return value is null ? null : ToDocument(name, value);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Document>> ListDocumentsAsync(string kind, CancellationToken cancel = default)
    {
        HashEntry[] entries = await GuardAsync(_db.HashGetAllAsync(_keys[0].Documents(kind), CommandFlags.DemandMaster), cancel);
        return [.. entries.Select(e => ToDocument(e.Name!, e.Value!)).OrderBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WriteDocumentAsync(string kind, string name, long expected, byte[]? body, CancellationToken cancel = default) =>
        (bool)await WriteAsync(
            _keys[0],
            _scripts.WriteDocument,
            kind == StoreLimits.SettingKind ? [_keys[0].Documents(kind), _keys[0].Clock] : [_keys[0].Documents(kind)],
            [name, expected, body is null ? 0 : 1, body ?? RedisValue.EmptyString],
            cancel);

    /// <summary>A document as its hash keeps it: <c>revision:body</c>.</summary>
    internal static byte[] FromDocument(Document document) => [.. Encoding.ASCII.GetBytes($"{document.Revision}:"), .. document.Body];

    internal static Document ToDocument(string name, byte[] value)
    {
        (long revision, byte[] body) = RedisReplies.Numbered(value);
        return new Document(name, revision, body);
    }
}
