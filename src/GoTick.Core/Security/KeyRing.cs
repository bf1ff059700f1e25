using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Security;

/// <summary>
/// The keys of a store's server, kept as documents of the kind <c>key</c>. A store error is never read as "no such key": it is thrown.
/// </summary>
public sealed class KeyRing
{
    /// <summary>How keys begin, so that scanners of texts find those that lie about.</summary>
    public const string Prefix = "gtk";

    /// <summary>How long a verified key is believed without looking again: within this a revocation works in every process. 2 s.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(2);

    private const string Kind = "key";
    private readonly IFlowStore _store;
    private readonly RecentReads<Looked> _recent;

    /// <param name="store">The store.</param>
    /// <param name="time">The process' clock, for <see cref="BelievedFor"/>. Default: the system's.</param>
    public KeyRing(IFlowStore store, TimeProvider? time = null)
    {
        _store = store;
        _recent = new RecentReads<Looked>(LookAsync, BelievedFor, time ?? TimeProvider.System);
    }

    /// <summary>The id of what may be a whole key, given where its id is wanted: a key must not come back in a message.</summary>
    public static string IdOf(string keyOrId) => SecretToken.TryParse(Prefix, keyOrId) is { } token ? token.Id : keyOrId;

    /// <summary>Makes a key.</summary>
    /// <param name="request">Which.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<NewKey> CreateAsync(KeyRequest request, string by, CancellationToken cancel = default)
    {
        request = request.Checked();
        DateTimeOffset now = await NowAsync(cancel);
        while (true)
        {
            SecretToken token = SecretToken.New(Prefix);
            var stored = new StoredKey
            {
                Name = request.Name,
                Scopes = request.Scopes.Names(),
                Flows = request.Grants.Patterns,
                Hash = token.Hash(),
                Created = now,
                By = by,
                Expires = now + request.Life,
            };
            if (await _store.WriteDocumentAsync(Kind, token.Id, 0, Body(stored), cancel))
            {
                return new NewKey(stored.View(token.Id), token.Text);
            }
        }
    }

    /// <summary>All keys, revoked and expired ones too, the oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel = default) =>
        [.. (await _store.ListDocumentsAsync(Kind, cancel)).Select(d => Parse(d).View(d.Name)).OrderBy(k => k.Created).ThenBy(k => k.Id, StringComparer.Ordinal)];

    /// <summary>True when there is a key that is accepted now.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> HasUsableAsync(CancellationToken cancel = default)
    {
        DateTimeOffset now = await NowAsync(cancel);
        return (await ListAsync(cancel)).Any(k => k.IsUsableAt(now));
    }

    /// <summary>Revokes a key: it is refused from now on, everywhere within <see cref="BelievedFor"/>. One that is revoked stays so.</summary>
    /// <exception cref="TickException"><c>TickKeyNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<ApiKey> RevokeAsync(string id, string by, CancellationToken cancel = default)
    {
        while (true)
        {
            Document document = await _store.ReadDocumentAsync(Kind, id, cancel) ?? throw new TickException(
                TickErrorId.KeyNotFound, TickErrorKind.NotFound, "There is no such key. A key's id is the part between 'gtk_' and the next '_'; see gotick keys list.")
            { Target = IdOf(id) };
            StoredKey key = Parse(document);
            if (key.Revoked is not null)
            {
                return key.View(id);
            }

            StoredKey revoked = key with { Revoked = await NowAsync(cancel), RevokedBy = by };
            if (await _store.WriteDocumentAsync(Kind, id, document.Revision, Body(revoked), cancel))
            {
                _recent.Forget(id);
                return revoked.View(id);
            }
        }
    }

    /// <summary>The key that somebody sent; null when it is none, or one that is revoked or has expired.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: nobody knows.</exception>
    public async ValueTask<ApiKey?> VerifyAsync(string text, CancellationToken cancel = default)
    {
        if (SecretToken.TryParse(Prefix, text) is not { } token)
        {
            return null;
        }

        Looked? looked = await _recent.ReadAsync(token.Id, cancel);
        return token.Is(looked?.Stored.Hash) ? looked!.Usable : null;
    }

    /// <summary>A key by its id, as <see cref="VerifyAsync"/> gives it, for whoever has proved before that they hold it.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: nobody knows.</exception>
    public async ValueTask<ApiKey?> FindUsableAsync(string id, CancellationToken cancel = default) => (await _recent.ReadAsync(id, cancel))?.Usable;

    private static byte[] Body(StoredKey key) => JsonSerializer.SerializeToUtf8Bytes(key, CoreJson.Default.StoredKey);

    private static StoredKey Parse(Document document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Body, CoreJson.Default.StoredKey) ?? throw Unreadable(document, null);
        }
        catch (JsonException e)
        {
            throw Unreadable(document, e);
        }
    }

    private static TickException Unreadable(Document document, Exception? inner) =>
        new(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The entry of key '{document.Name}' cannot be read.", inner) { Target = document.Name };

    private async Task<Looked?> LookAsync(string id)
    {
        if (await _store.ReadDocumentAsync(Kind, id, CancellationToken.None) is not { } document)
        {
            return null;
        }

        StoredKey stored = Parse(document);
        ApiKey key = stored.View(id);
        return new Looked(stored, key.IsUsableAt(await NowAsync(CancellationToken.None)) ? key : null);
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken cancel) => (await _store.ReadTimeAsync(0, cancel)).ToDateTimeOffset();

    private sealed record Looked(StoredKey Stored, ApiKey? Usable);
}
