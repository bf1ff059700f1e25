using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Security;

/// <summary>
/// Who changed what through servers, in the store: one document an entry, of the kind <c>audit-YYYY-MM-DD-HH</c> (store clock), so that no look and no sweep reads
/// more than an hour at once. The kind <c>audit-hours</c> names the hours that there are.
/// </summary>
public sealed class AuditLog(IFlowStore store)
{
    /// <summary>How long entries are kept by default: 90 days.</summary>
    public static readonly TimeSpan DefaultKeep = TimeSpan.FromDays(90);

    /// <summary>The most entries of a page.</summary>
    public const int MaxPage = 1_000;

    private const int MaxText = 500;
    private const int MaxSeen = 20_000;
    private const string HoursKind = "audit-hours";
    private const string HourFormat = "yyyy-MM-dd-HH";
    private const int MicrosDigits = 16;
    private volatile string _knownHour = "";
    private uint _turn;

    /// <summary>Says that a change is about to be made. Without this having returned, it must not be made.</summary>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public Task<AuditEntry> BeginAsync(Caller caller, string action, string? target, CancellationToken cancel = default) =>
        WriteAsync(caller, action, target, AuditEntry.Asked, cancel);

    /// <summary>Says what has happened, or was refused, at once.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="target">With what.</param>
    /// <param name="outcome"><see cref="AuditEntry.Done"/>, or the id of the error.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public Task<AuditEntry> NoteAsync(Caller caller, string action, string? target, string outcome, CancellationToken cancel = default) =>
        WriteAsync(caller, action, target, outcome, cancel);

    /// <summary>Says what became of a change.</summary>
    /// <param name="begun">What <see cref="BeginAsync"/> returned.</param>
    /// <param name="outcome"><see cref="AuditEntry.Done"/>, or the id of the error.</param>
    /// <param name="result">What was made.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">It could not be written; the entry stays <see cref="AuditEntry.Asked"/>.</exception>
    public async Task CompleteAsync(AuditEntry begun, string outcome, string? result = null, CancellationToken cancel = default) =>
        await store.WriteDocumentAsync(KindOf(HourOf(begun.Time)), begun.Id, 1, Body(begun with { Outcome = outcome, Result = Cut(result) }), cancel);

    /// <summary>Entries, the newest first. A page of few among very many may be short although there are more: <see cref="AuditPage.Next"/> alone says so.</summary>
    /// <param name="query">Which; null = all.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickCursorInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<AuditPage> ReadAsync(AuditQuery? query = null, CancellationToken cancel = default)
    {
        query ??= new AuditQuery();
        int limit = Math.Clamp(query.Limit, 1, MaxPage);
        string? last = query.After is { } after ? HourOf(TimeOf(after)) : null;
        List<AuditEntry> found = [];
        int seen = 0;
        foreach (string hour in (await HoursAsync(cancel)).Reverse().Where(h => MayHold(query, h) && (last is null || string.CompareOrdinal(h, last) <= 0)))
        {
            string? oldest = null;
            foreach (Document document in (await store.ListDocumentsAsync(KindOf(hour), cancel)).Reverse().Where(d => query.After is null || string.CompareOrdinal(d.Name, query.After) < 0))
            {
                (seen, oldest) = (seen + 1, document.Name);
                AuditEntry entry = Parse(document);
                if (!query.Wants(entry))
                {
                    continue;
                }

                if (found.Count == limit)
                {
                    return new AuditPage(found, found[^1].Id);
                }

                found.Add(entry);
            }

            // Nobody waits for the whole log because what they look for is rare.
            if (seen >= MaxSeen && oldest is not null)
            {
                return new AuditPage(found, oldest);
            }
        }

        return new AuditPage(found, null);
    }

    /// <summary>Drops what is older; returns how many entries.</summary>
    /// <param name="keep">How long entries are kept.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the next call goes on.</exception>
    public async Task<int> SweepAsync(TimeSpan keep, CancellationToken cancel = default)
    {
        string oldest = HourOf((await store.ReadTimeAsync(0, cancel)).ToDateTimeOffset() - keep);
        int dropped = 0;
        foreach (string hour in (await HoursAsync(cancel)).Where(h => string.CompareOrdinal(h, oldest) < 0))
        {
            foreach (Document entry in await store.ListDocumentsAsync(KindOf(hour), cancel))
            {
                dropped += await store.WriteDocumentAsync(KindOf(hour), entry.Name, entry.Revision, null, cancel) ? 1 : 0;
            }

            // The hour last: a sweep that is cut off finds it again.
            if (await store.ReadDocumentAsync(HoursKind, hour, cancel) is { } document)
            {
                await store.WriteDocumentAsync(HoursKind, hour, document.Revision, null, cancel);
            }
        }

        return dropped;
    }

    private static string HourOf(DateTimeOffset time) => time.UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture);

    /// <summary>False when all of an hour lies outside of what is wanted.</summary>
    private static bool MayHold(AuditQuery query, string hour) =>
        (query.Day is not { } day || hour.StartsWith(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal))
        && (query.Since is not { } since || string.CompareOrdinal(hour, HourOf(since)) >= 0)
        && (query.Until is not { } until || string.CompareOrdinal(hour, HourOf(until)) <= 0);

    private static string KindOf(string hour) => "audit-" + hour;

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] + '…' : text;

    private static byte[] Body(AuditEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, CoreJson.Default.AuditEntry);

    private static AuditEntry Parse(Document document) => JsonSerializer.Deserialize(document.Body, CoreJson.Default.AuditEntry)
        ?? throw new TickException(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"Entry '{document.Name}' of the audit log cannot be read.");

    private static DateTimeOffset TimeOf(string id) =>
        id.Length > MicrosDigits && id[MicrosDigits] == '-' && long.TryParse(id.AsSpan(0, MicrosDigits), NumberStyles.None, CultureInfo.InvariantCulture, out long micros)
            ? new StoreTime(micros).ToDateTimeOffset()
            : throw new TickException(TickErrorId.CursorInvalid, TickErrorKind.InvalidInput, "This is no place in the audit log. Give back what 'next' of a page said.") { Target = id };

    private async Task<IEnumerable<string>> HoursAsync(CancellationToken cancel) => (await store.ListDocumentsAsync(HoursKind, cancel)).Select(d => d.Name);

    private async Task<AuditEntry> WriteAsync(Caller caller, string action, string? target, string outcome, CancellationToken cancel)
    {
        while (true)
        {
            StoreTime now = await store.ReadTimeAsync(0, cancel);
            uint turn = Interlocked.Increment(ref _turn); // orders what this process writes within one microsecond
            string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            var entry = new AuditEntry
            {
                Id = $"{now.Micros.ToString("D" + MicrosDigits, CultureInfo.InvariantCulture)}-{turn:x8}{nonce}",
                Time = now.ToDateTimeOffset(),
                By = Cut(caller.Name)!,
                IsVerified = caller.IsVerified,
                KeyId = caller.KeyId,
                Action = action,
                Target = Cut(target),
                Outcome = outcome,
            };
            string hour = HourOf(entry.Time);
            if (_knownHour != hour)
            {
                await store.WriteDocumentAsync(HoursKind, hour, 0, "{}"u8.ToArray(), cancel); // false: somebody has named it
                _knownHour = hour;
            }

            if (await store.WriteDocumentAsync(KindOf(hour), entry.Id, 0, Body(entry), cancel))
            {
                return entry;
            }
        }
    }
}
