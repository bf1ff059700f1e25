namespace GoTick.Core.Workers;

/// <summary>An item while it is being run, as the worker's actors see it.</summary>
internal sealed class ActiveItem(HeldItem item) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public HeldItem Item { get; } = item;

    /// <summary>Its number among all that the worker ever ran, from 1.</summary>
    public long Number { get; set; }

    /// <summary>The activation, once it is opened.</summary>
    public Activation? Activation { get; set; }

    /// <summary>Stops the running pipeline at once.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancels <see cref="Stop"/>; does nothing once the item has ended, which may be while its lease is being renewed.</summary>
    public void StopNow()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself, between the keeper's look and its word.
        }
    }

    public void Dispose() => _stop.Dispose();
}
