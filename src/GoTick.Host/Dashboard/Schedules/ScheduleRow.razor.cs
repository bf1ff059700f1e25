using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Host.Dashboard.Runs;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Schedules;

/// <summary>A schedule in the list, and what can be done to it.</summary>
public sealed partial class ScheduleRow
{
    private bool _isOpen;

    /// <summary>The schedule.</summary>
    [Parameter, EditorRequired]
    public ScheduleView Schedule { get; set; } = default!;

    /// <summary>It is to be changed.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnEdit { get; set; }

    /// <summary>Something was done.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private Acts Acts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private ScheduleDefinition Definition => Schedule.Definition;

    private async Task RunAsync()
    {
        ItemId? run = null;
        if (await Acts.TryAsync(async () => run = await Client.RunScheduleAsync(Definition.Name)))
        {
            Navigation.NavigateTo(Links.Run(run!.Value));
        }
    }

    private Task PauseAsync() => DoAsync(() => Client.SuspendScheduleAsync(Definition.Name), null);

    private Task ResumeAsync() => DoAsync(() => Client.ResumeScheduleAsync(Definition.Name), null);

    private async Task BackfillAsync()
    {
        var parameters = new DialogParameters<BackfillDialog> { { d => d.Name, Definition.Name } };
        IDialogReference dialog = await Dialogs.ShowAsync<BackfillDialog>(T["Schedules.Backfill"], parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await OnDone.InvokeAsync();
        }
    }

    private async Task RemoveAsync()
    {
        var question = new Question { Text = T["Schedules.AskRemove", Definition.Name], Confirm = T.Of(BulkAction.Remove), IsDanger = true };
        if (await Dialogs.AskAsync(T.Of(BulkAction.Remove), question) is not null)
        {
            await DoAsync(() => Client.UnregisterScheduleAsync(Definition.Name), T["Schedules.Removed"]);
        }
    }

    // A menu stays open until what was chosen in it is done, and a dialog is done when it is closed.
    private void Later(Func<Task> what) => _ = LaterAsync(what);

    private async Task LaterAsync(Func<Task> what)
    {
        try
        {
            await Task.Yield();
            await what();
        }
        catch (Exception e)
        {
            // Nobody awaits it: what broke it belongs to the page's error boundary.
            await DispatchExceptionAsync(e);
        }
    }

    private async Task DoAsync(Func<Task> what, string? done)
    {
        if (await Acts.TryAsync(what, done))
        {
            await OnDone.InvokeAsync();
        }
    }
}
