using System.Net;
using System.Text.Json.Nodes;

namespace GoTick.Host.Tests.Api;

/// <summary>Reads a stream of events as a browser does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _reader = new StreamReader(stream);
    }

    public HttpStatusCode Status => _answer.StatusCode;

    /// <summary>How often the server said that it is alive.</summary>
    public int Heartbeats { get; private set; }

    public static async Task<EventReader> OpenAsync(ApiRig rig, string run, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{Uri.EscapeDataString(run)}/events");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage answer = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<Event?> NextAsync()
    {
        (string? id, string? name, string data) = (null, null, "");
        while (await _reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Length == 0 && name is not null)
            {
                return new Event(id, name, JsonNode.Parse(data)!);
            }

            Heartbeats += line.StartsWith(':') ? 1 : 0;
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (colon > 0 ? line[..colon] : "")
            {
                case "id":
                    id = line[4..];
                    break;
                case "event":
                    name = line[7..];
                    break;
                case "data":
                    data = line[6..];
                    break;
            }
        }

        return null;
    }

    /// <summary>All events until the stream ends.</summary>
    public async Task<IReadOnlyList<Event>> AllAsync()
    {
        List<Event> events = [];
        while (await NextAsync() is { } next)
        {
            events.Add(next);
        }

        return events;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    internal sealed record Event(string? Id, string Name, JsonNode Data)
    {
        /// <summary>The key of a step, the text of a record, the status of a run.</summary>
        public string Text => (string?)(Data["step"]?["key"] ?? Data["record"]?["text"] ?? Data["status"] ?? Data["run"]?["status"] ?? Data["errorId"]) ?? "";
    }
}
