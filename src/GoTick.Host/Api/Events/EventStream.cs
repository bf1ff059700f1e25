using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.Features;

namespace GoTick.Host.Api.Events;

/// <summary>Writes what a listener is told to its connection.</summary>
/// <param name="response">The answer.</param>
/// <param name="client">For the records from before it began to listen.</param>
/// <param name="run">The run.</param>
internal sealed class EventStream(HttpResponse response, ITickClient client, ItemId run)
{
    /// <summary>Writes until the run has ended, the caller has left, or the server stops.</summary>
    /// <param name="listener">Who listens.</param>
    /// <param name="heard">What the caller has heard of before; null = nothing.</param>
    /// <param name="stop">Ends it.</param>
    public async Task WriteAsync(RunListener listener, EventPlace? heard, CancellationToken stop)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no"; // proxies pass each event on
        response.HttpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await SendAsync(EventFrame.Opening, stop);
        await CatchUpAsync(listener.Beginning!, heard, stop);
        await foreach (byte[] frame in listener.Waiting.ReadAllAsync(stop).SelectMany(f => f))
        {
            if (listener.IsLost)
            {
                break;
            }

            await SendAsync(frame, stop);
        }

        if (listener.IsLost)
        {
            await SendAsync(EventFrame.End(RunListener.Lost), stop);
        }
    }

    private async Task CatchUpAsync(RunMoment now, EventPlace? heard, CancellationToken stop)
    {
        long log = heard?.Log ?? 0;
        EventPlace before = heard is { } place && place.Epoch == now.Place.Epoch ? place : new EventPlace(now.Place.Epoch, 0, log);
        while (log < now.Place.Log && await client.ReadLogAsync(run, log, stop) is { Count: > 0 } page)
        {
            foreach ((long number, Core.Execution.StreamRecord record) in page.TakeWhile(r => r.Number <= now.Place.Log))
            {
                await SendAsync(EventFrame.Log(new LogLine(number, record), before with { Log = number }), stop);
            }

            log = page[^1].Number;
        }

        foreach (byte[] step in now.StepsSince(heard))
        {
            await SendAsync(step, stop);
        }

        await SendAsync(EventFrame.Of("run", now.Json, now.Place), stop);
        if (now.IsOver)
        {
            await SendAsync(EventFrame.End(now.Run, now.Place), stop);
        }
    }

    // Each write waits for room in the connection: who does not read holds up nobody but itself, and Kestrel ends it after some seconds.
    private async Task SendAsync(byte[] frame, CancellationToken stop)
    {
        await response.Body.WriteAsync(frame, stop);
        await response.Body.FlushAsync(stop);
    }
}
