using System.Text;
using System.Text.Json;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api.Events;

/// <summary>Events as they go over the wire (WHATWG, server-sent events). One array is shared by all listeners. Values and arguments are left out: they may be large.</summary>
internal static class EventFrame
{
    /// <summary>Says that the stream is alive.</summary>
    public static readonly byte[] Heartbeat = ": alive\n\n"u8.ToArray();

    /// <summary>How long a browser waits before it connects again, in milliseconds.</summary>
    public static readonly byte[] Opening = "retry: 2000\n\n"u8.ToArray();

    /// <summary>The JSON of a run.</summary>
    public static byte[] JsonOf(RunView run) => Json(Light(run));

    /// <summary>The JSON of a step.</summary>
    public static byte[] JsonOf(int index, StepView step) => Json(new StepMoved(index, step with { Value = Payload.None }));

    /// <summary>A record.</summary>
    public static byte[] Log(LogLine line, EventPlace place) => Of("log", Json(line), place);

    /// <summary>The end of a run.</summary>
    public static byte[] End(RunView run, EventPlace place) => Of("end", Json(new RunOver(Light(run), null, null)), place with { IsEnd = true });

    /// <summary>The end of the stream for another reason.</summary>
    public static byte[] End(TickException error) => Of("end", Json(new RunOver(null, error.ErrorId, error.Message)));

    /// <summary>An event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">Its data.</param>
    /// <param name="place">What whoever gets it has heard of then; null = it is not the last one of what belongs together.</param>
    public static byte[] Of(string name, byte[] json, EventPlace? place = null) =>
        [.. Encoding.ASCII.GetBytes(place is { } heard ? $"id: {heard}\nevent: {name}\ndata: " : $"event: {name}\ndata: "), .. json, (byte)'\n', (byte)'\n'];

    private static RunView Light(RunView run) => run with { Arguments = Payload.None, FirstArguments = Payload.None, Output = Payload.None };

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.PlainOptions);
}
