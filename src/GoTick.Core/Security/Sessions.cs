using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Security;

/// <summary>
/// Who is logged in. Kept in the store, hashed as keys are, so that several servers share them, a restart keeps them, a logout ends them everywhere, and whoever can
/// only read the store can forge none.
/// </summary>
public sealed class Sessions
{
    /// <summary>A session ends after this, however much it is used.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    /// <summary>A session ends when it was not used for this long.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromHours(2);

    private const string Kind = "session";
    private const string Prefix = "gts";
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(10);
    private readonly IFlowStore _store;
    private readonly KeyRing _keys;
    private readonly RecentReads<Looked> _recent;

    /// <param name="store">The store.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="time">The process' clock, for <see cref="KeyRing.BelievedFor"/>. Default: the system's.</param>
    public Sessions(IFlowStore store, KeyRing keys, TimeProvider? time = null)
    {
        _store = store;
        _keys = keys;
        _recent = new RecentReads<Looked>(LookAsync, KeyRing.BelievedFor, time ?? TimeProvider.System);
    }

    /// <summary>Begins a session of a key's owner, who has just shown the key.</summary>
    /// <returns>What the browser keeps.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<string> BeginAsync(ApiKey key, CancellationToken cancel = default)
    {
        DateTimeOffset now = await NowAsync(cancel);
        while (true)
        {
            SecretToken token = SecretToken.New(Prefix);
            var session = new StoredSession { Key = key.Id, Hash = token.Hash(), Began = now, Used = now };
            if (await _store.WriteDocumentAsync(Kind, token.Id, 0, Body(session), cancel))
            {
                return token.Text;
            }
        }
    }

    /// <summary>The session that a browser sent, and its key; null when it is none, is over, or its key is refused by now.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: nobody knows.</exception>
    public async ValueTask<(string Id, ApiKey Key)?> VerifyAsync(string text, CancellationToken cancel = default)
    {
        if (SecretToken.TryParse(Prefix, text) is not { } token)
        {
            return null;
        }

        Looked? looked = await _recent.ReadAsync(token.Id, cancel);
        return token.Is(looked?.Stored.Hash) && await FindKeyAsync(token.Id, cancel) is { } key ? (token.Id, key) : null;
    }

    /// <summary>The key of a session by the session's id, for whoever has proved before that it is theirs; null when it is over, or its key is refused by now.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: nobody knows.</exception>
    public async ValueTask<ApiKey?> FindKeyAsync(string id, CancellationToken cancel = default) =>
        await _recent.ReadAsync(id, cancel) is { IsOver: false, Stored: var session } ? await _keys.FindUsableAsync(session.Key, cancel) : null;

    /// <summary>Ends a session; one that is none stays none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task EndAsync(string id, CancellationToken cancel = default)
    {
        while (await _store.ReadDocumentAsync(Kind, id, cancel) is { } document && !await _store.WriteDocumentAsync(Kind, id, document.Revision, null, cancel))
        {
        }

        _recent.Forget(id);
    }

    /// <summary>Drops those that are over; returns how many.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<int> SweepAsync(CancellationToken cancel = default)
    {
        DateTimeOffset now = await NowAsync(cancel);
        int dropped = 0;
        foreach (Document document in await _store.ListDocumentsAsync(Kind, cancel))
        {
            // One that was used meanwhile has another revision, and stays.
            if (Parse(document).IsOverAt(now) && await _store.WriteDocumentAsync(Kind, document.Name, document.Revision, null, cancel))
            {
                dropped++;
            }
        }

        return dropped;
    }

    private static byte[] Body(StoredSession session) => JsonSerializer.SerializeToUtf8Bytes(session, CoreJson.Default.StoredSession);

    private static StoredSession Parse(Document document) => JsonSerializer.Deserialize(document.Body, CoreJson.Default.StoredSession)
        ?? throw new TickException(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The entry of session '{document.Name}' cannot be read.");

    private async Task<Looked?> LookAsync(string id)
    {
        if (await _store.ReadDocumentAsync(Kind, id, CancellationToken.None) is not { } document)
        {
            return null;
        }

        StoredSession session = Parse(document);
        DateTimeOffset now = await NowAsync(CancellationToken.None);
        bool isOver = session.IsOverAt(now);
        if (!isOver && now - session.Used >= NoteUseEvery)
        {
            // Another server may note it first; that is as good.
            await _store.WriteDocumentAsync(Kind, id, document.Revision, Body(session with { Used = now }), CancellationToken.None);
        }

        return new Looked(session, isOver);
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken cancel) => (await _store.ReadTimeAsync(0, cancel)).ToDateTimeOffset();

    private sealed record Looked(StoredSession Stored, bool IsOver);
}
