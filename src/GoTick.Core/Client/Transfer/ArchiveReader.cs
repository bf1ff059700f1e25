using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Transfer;

/// <summary>Reads an archive and checks all of it before anything is done with it.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, ArchivedItem> _items = new(StringComparer.Ordinal);
    private readonly List<ArchivedItem> _children = [];
    private readonly Dictionary<string, byte[]> _texts = new(StringComparer.Ordinal);
    private ArchivedItem? _run;
    private bool _hasBegun;
    private bool _hasEnded;
    private long _line;

    /// <summary>Tells one file's content from another's.</summary>
    public string Digest { get; private set; } = "";

    /// <exception cref="TickException"><c>TickArchiveInvalid</c>, naming the line.</exception>
    public async Task<RunArchive> ReadAsync(Stream from, CancellationToken cancel)
    {
        try
        {
            await foreach (byte[] line in LinesAsync(from, cancel))
            {
                _line++;
                using JsonDocument json = JsonDocument.Parse(line);
                Take(json.RootElement);
                _hash.AppendData(line);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw Invalid(e.Message, e);
        }
        catch (TickException e) when (e.ErrorId is TickErrorId.JournalUnreadable or TickErrorId.FlowTextMismatch)
        {
            throw Invalid(e.Message, e);
        }

        if (!_hasEnded || _run is not { Events.Count: > 0 } run || _texts.Count == 0 || _children.Any(c => c.Events.Count == 0))
        {
            throw Invalid("it is cut off.");
        }

        ItemId id = ItemId.FromStored(run.Id);
        if (id.IsBranch)
        {
            throw Invalid("it is an export of a branch and not of a run.");
        }

        ItemId.ParseRoot(new string(id.Root));
        if (_children.Prepend(run).Any(r => JournalCodec.Decode(r.Events[0]) is not RunStarted started || !_texts.ContainsKey(started.Version)))
        {
            throw Invalid("its run does not begin with its text.");
        }

        // Each is the one that the one before waits for, and the last one waits for none.
        if (!_children.Prepend(run).Select(r => r.AwaitedChild?.Text).SequenceEqual([.. _children.Select(c => c.Id), null]))
        {
            throw Invalid("its children are not those that are waited for.");
        }

        var archive = new RunArchive { Run = run };
        archive.Children.AddRange(_children);
        foreach ((string hash, byte[] body) in _texts)
        {
            archive.Texts.Add(hash, body);
        }

        return archive;
    }

    public void Dispose() => _hash.Dispose();

    private static async IAsyncEnumerable<byte[]> LinesAsync(Stream from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(from, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            yield return Encoding.UTF8.GetBytes(line + "\n");
        }
    }

    private void Take(JsonElement line)
    {
        string kind = line.GetProperty(ArchiveLine.Kind).GetString() ?? "";
        if (_hasEnded || _hasBegun == (kind == ArchiveLine.Begin))
        {
            throw Invalid(_hasEnded ? "there is something behind its end." : _hasBegun ? "it begins a second time." : "it is no export of a run.");
        }

        switch (kind)
        {
            case ArchiveLine.Begin:
                _hasBegun = true;
                CheckFormat(line.GetProperty("format").GetInt32());
                break;
            case ArchiveLine.Text:
                string hash = Text(line, "hash");
                _texts[hash] = Data(line);
                FlowVersion.FromBytes(hash, _texts[hash]);
                break;
            case ArchiveLine.Run when _run is null:
                _run = Item(line);
                break;
            case ArchiveLine.Child:
                _children.Add(Item(line));
                break;
            case ArchiveLine.Branch:
                Owner(Item(line)).Branches.Add(_items[Text(line, "id")]);
                break;
            case ArchiveLine.Event:
                Of(line).Events.Add(Checked(Data(line), d => JournalCodec.Decode(d)));
                break;
            case ArchiveLine.Message:
                Of(line).Messages.Add((Text(line, "id"), Data(line)));
                break;
            case ArchiveLine.Outcome:
                Of(line).Outcomes.Add(Checked(Data(line), d => JournalCodec.DecodeOutcome(d)));
                break;
            case ArchiveLine.Log:
                (line.TryGetProperty("of", out _) ? Of(line) : _run ?? throw new FormatException("A log stands before its run.")).Log
                    .Add(Checked(Data(line), d => JournalCodec.DecodeRecord(d)));
                break;
            case ArchiveLine.End:
                Digest = Convert.ToHexStringLower(_hash.GetCurrentHash());
                if (Text(line, "sha256") != Digest)
                {
                    throw Invalid("it was changed after it was written.");
                }

                _hasEnded = true;
                break;
            default:
                throw Invalid($"it holds a '{kind}', which this GoTick does not know. Update GoTick.");
        }
    }

    private void CheckFormat(int format)
    {
        if (format > RunArchive.Format)
        {
            throw Invalid($"it has format {format}, and this GoTick reads up to {RunArchive.Format}. Update GoTick.");
        }
    }

    private ArchivedItem Item(JsonElement line)
    {
        string id = Text(line, "id");
        var item = new ArchivedItem
        {
            Id = id,
            Place = Enum.Parse<Place>(Text(line, "place")),
            Created = new StoreTime(line.GetProperty("created").GetInt64()),
            FirstClaimed = line.TryGetProperty("began", out JsonElement began) ? new StoreTime(began.GetInt64()) : null,
            Gate = line.TryGetProperty("gate", out JsonElement gate) ? gate.GetString() : null,
            Fields = line.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString() ?? "", StringComparer.Ordinal),
        };
        _items.Add(id, item);
        return item;
    }

    private ArchivedItem Of(JsonElement line) => _items[Text(line, "of")];

    /// <summary>The item whose gate a branch (<c>item~wait.index</c>) belongs to.</summary>
    private ArchivedItem Owner(ArchivedItem branch) => _items[branch.Id[..Math.Max(0, branch.Id.LastIndexOf('~'))]];

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is missing.");

    private static byte[] Data(JsonElement line) =>
        line.TryGetProperty("data", out JsonElement data) ? Encoding.UTF8.GetBytes(data.GetRawText()) : line.GetProperty("bytes").GetBytesFromBase64();

    private static byte[] Checked<T>(byte[] data, Func<byte[], T> read)
    {
        read(data);
        return data;
    }

    private TickException Invalid(string why, Exception? inner = null) => new(
        TickErrorId.ArchiveInvalid, TickErrorKind.InvalidInput, $"This file cannot be imported: line {Math.Max(1, _line)}: {why} Nothing was imported.", inner);
}
