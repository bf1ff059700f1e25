namespace GoTick.Core.Workers;

/// <summary>Tells from time to time what long steps do and write; at most four times a second, beside the critical path.</summary>
internal sealed class ProgressTeller(WorkerContext context)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, context.Time, stop);
                foreach (ActiveItem active in context.Active.All)
                {
                    if (active.Activation is { } activation)
                    {
                        await activation.ShowAsync();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }
}
