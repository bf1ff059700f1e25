using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Transfer;

/// <summary>Writes an archive: a JSON object a line, the last one with the hash of all before it.</summary>
internal sealed class ArchiveWriter(Stream to) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _line = new();
    private long _lines;

    public async Task WriteAsync(RunArchive archive, RunView run, StoreIdentity store, StoreTime now, CancellationToken cancel)
    {
        await LineAsync(
            json =>
            {
                json.WriteString(ArchiveLine.Kind, ArchiveLine.Begin);
                json.WriteNumber("format", RunArchive.Format);
                json.WriteString("run", run.Id.Text);
                json.WriteString("flow", run.Flow);
                json.WriteString("status", run.Status.ToString());
                json.WriteString("store", store.ToString());
                json.WriteString("exported", now.ToDateTimeOffset());
                json.WriteString("gotick", typeof(RunArchive).Assembly.GetName().Version?.ToString(3));
            },
            cancel);
        foreach ((string name, byte[] text) in archive.Texts)
        {
            await LineAsync(json => Data(json, ArchiveLine.Text, text, ("hash", name)), cancel);
        }

        await ItemAsync(archive.Run, ArchiveLine.Run, cancel);
        foreach (byte[] record in archive.Run.Log)
        {
            await LineAsync(json => Data(json, ArchiveLine.Log, record), cancel);
        }

        foreach (ArchivedItem child in archive.Children)
        {
            await ItemAsync(child, ArchiveLine.Child, cancel);
            foreach (byte[] record in child.Log)
            {
                await LineAsync(json => Data(json, ArchiveLine.Log, record, ("of", child.Id)), cancel);
            }
        }

        string hash = Convert.ToHexStringLower(_hash.GetCurrentHash());
        await LineAsync(
            json =>
            {
                json.WriteString(ArchiveLine.Kind, ArchiveLine.End);
                json.WriteNumber("lines", _lines);
                json.WriteString("sha256", hash);
            },
            cancel);
        await to.FlushAsync(cancel);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _line.Dispose();
    }

    private async Task ItemAsync(ArchivedItem item, string kind, CancellationToken cancel)
    {
        await LineAsync(json => Header(json, item, kind), cancel);
        foreach (byte[] value in item.Events)
        {
            await LineAsync(json => Data(json, ArchiveLine.Event, value, ("of", item.Id)), cancel);
        }

        foreach ((string id, byte[] body) in item.Messages)
        {
            await LineAsync(json => Data(json, ArchiveLine.Message, body, ("of", item.Id), ("id", id)), cancel);
        }

        foreach (byte[] outcome in item.Outcomes)
        {
            await LineAsync(json => Data(json, ArchiveLine.Outcome, outcome, ("of", item.Id)), cancel);
        }

        foreach (ArchivedItem branch in item.Branches)
        {
            await ItemAsync(branch, ArchiveLine.Branch, cancel);
        }
    }

    private static void Header(Utf8JsonWriter json, ArchivedItem item, string kind)
    {
        json.WriteString(ArchiveLine.Kind, kind);
        json.WriteString("id", item.Id);
        json.WriteString("place", item.Place.ToString());
        json.WriteNumber("created", item.Created.Micros);
        if (item.FirstClaimed is { } first)
        {
            json.WriteNumber("began", first.Micros);
        }

        if (item.Gate is { } gate)
        {
            json.WriteString("gate", gate);
        }

        json.WriteStartObject("fields");
        foreach ((string name, string value) in item.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>JSON stands as it is, so that people and other programs can read it; what is not JSON is Base64.</summary>
    private static void Data(Utf8JsonWriter json, string kind, byte[] data, params ReadOnlySpan<(string Name, string Value)> more)
    {
        json.WriteString(ArchiveLine.Kind, kind);
        foreach ((string name, string value) in more)
        {
            json.WriteString(name, value);
        }

        if (IsOneLineOfJson(data))
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("bytes", data);
        }
    }

    private static bool IsOneLineOfJson(byte[] data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            return data.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') < 0 && reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task LineAsync(Action<Utf8JsonWriter> write, CancellationToken cancel)
    {
        _line.SetLength(0);
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _line.WriteByte((byte)'\n');
        ReadOnlyMemory<byte> bytes = _line.GetBuffer().AsMemory(0, (int)_line.Length);
        _hash.AppendData(bytes.Span);
        _lines++;
        await to.WriteAsync(bytes, cancel);
    }
}
