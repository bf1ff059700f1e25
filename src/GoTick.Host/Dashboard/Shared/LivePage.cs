using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Host.Dashboard.Shell;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>A page that looks at the store again and again while it is shown. What it showed stays while the store does not answer.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource _load = new();
    private Task? _loop;

    /// <summary>The door.</summary>
    [Inject]
    protected ITickClient Client { get; set; } = default!;

    /// <summary>Whether the store answers.</summary>
    [Inject]
    protected StoreHealth Health { get; set; } = default!;

    /// <summary>The time between two looks. Default 2 s.</summary>
    protected virtual TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <summary>True once there was a first answer.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Why the last look failed, other than by an outage; null when it did not.</summary>
    protected TickException? Error { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        _load.Dispose();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks once. What it found is taken only if <paramref name="cancel"/> still stands: another look may have been asked for.</summary>
    protected abstract Task LoadAsync(CancellationToken cancel);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (_loop is not null)
        {
            return ReloadAsync();
        }

        _loop = LoopAsync();
        return Task.CompletedTask;
    }

    /// <summary>Looks now; a look that is under way is given up.</summary>
    protected async Task ReloadAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _load.CancelAsync();
        _load.Dispose();
        _load = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        CancellationToken cancel = _load.Token;
        try
        {
            await LoadAsync(cancel);
            Error = null;
            IsLoaded = true;
            Health.Answered();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return; // another look has taken its place, or the page is gone
        }
        catch (StoreUnavailableException e)
        {
            Health.Silent(e);
        }
        catch (TickException e)
        {
            Error = e;
            IsLoaded = true;
            Health.Answered();
        }

        if (!cancel.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    private async Task LoopAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await ReloadAsync();
                await Task.Delay(Every, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // the page is gone
        }
        catch (Exception e)
        {
            // Nobody awaits the loop while the page is shown: what broke it belongs to the page's error boundary.
            await DispatchExceptionAsync(e);
        }
    }
}
