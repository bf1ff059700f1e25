using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Runs;

/// <summary>Asks, does it run by run, and tells how each went.</summary>
public sealed partial class BulkDialog
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(ItemId Id, string? Fault)> _results = [];
    private string? _reason;
    private bool _force;
    private bool _isBusy;

    /// <summary>What is to be done.</summary>
    [Parameter, EditorRequired]
    public BulkAction Action { get; set; }

    /// <summary>To which runs.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ItemId> Ids { get; set; } = [];

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private IRunMender Mender { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose()
    {
        // A dialog that is left does nothing more; what was done, was done.
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        _isBusy = true;
        CancellationToken stop = _stop.Token;
        foreach (ItemId id in Ids)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            _results.Add((id, await FaultAsync(id, stop)));
            StateHasChanged();
        }

        _isBusy = false;
    }

    private async Task<string?> FaultAsync(ItemId id, CancellationToken stop)
    {
        try
        {
            await DoAsync(id, string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim(), stop);
            return null;
        }
        catch (TickException e)
        {
            return $"{e.ErrorId}: {e.Message}";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return T["Bulk.Left"];
        }
    }

    private Task DoAsync(ItemId id, string? reason, CancellationToken stop) => Action switch
    {
        BulkAction.Cancel => Client.CancelAsync(id, reason, force: _force, cancel: stop),
        BulkAction.Suspend => Client.SuspendAsync(id, reason, cancel: stop),
        BulkAction.Resume => Client.ResumeAsync(id, reason, cancel: stop),
        BulkAction.Restart => Mender.RestartAsync(new RunRestart { Run = id }, stop),
        BulkAction.Remove => Client.RemoveAsync(id, stop),
        _ => throw new InvalidOperationException($"Unknown action {Action}."),
    };
}
