using System.Threading.Channels;
using GoTick.Core.Errors;

namespace GoTick.Host.Api.Events;

/// <summary>Somebody who listens to a run. What each look brings waits here until the connection takes it; when too much does, no more is kept.</summary>
/// <param name="lag">How many looks.</param>
/// <param name="leave">Called when it no longer listens.</param>
internal sealed class RunListener(int lag, Action<RunListener> leave) : IDisposable
{
    private readonly Channel<IReadOnlyList<byte[]>> _waiting = Channel.CreateBounded<IReadOnlyList<byte[]>>(new BoundedChannelOptions(lag) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>What there was when it began to listen.</summary>
    public RunMoment? Beginning { get; private set; }

    /// <summary>True once it has fallen back too far.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What has come since.</summary>
    public ChannelReader<IReadOnlyList<byte[]>> Waiting => _waiting.Reader;

    /// <summary>Why the stream of one that is lost ends.</summary>
    public static TickException Lost { get; } = new(
        TickErrorId.TooManyListeners, TickErrorKind.LimitExceeded, "This listener did not take its events in time. Connect again with the id of the last one.");

    /// <summary>It begins to listen.</summary>
    public void Begin(RunMoment moment) => Beginning = moment;

    /// <summary>What one more look brought, the same for all. Never waits.</summary>
    public void Tell(IReadOnlyList<byte[]> frames)
    {
        if (!_waiting.Writer.TryWrite(frames))
        {
            IsLost = true;
            _waiting.Writer.TryComplete();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <inheritdoc/>
    public void Dispose() => leave(this);
}
