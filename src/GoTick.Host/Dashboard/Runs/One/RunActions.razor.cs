using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>What can be done to a run, as its status allows it.</summary>
public sealed partial class RunActions
{
    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public RunView Run { get; set; } = default!;

    /// <summary>Its steps, to restart from.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<StepView> Steps { get; set; } = [];

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

    private bool IsOver => Run.Status.IsTerminal();

    private async Task CancelAsync()
    {
        var question = new Question
        {
            Text = T["Run.Ask.Cancel", Run.Id.Text],
            Confirm = T.Of(BulkAction.Cancel),
            IsDanger = true,
            Reason = T["Run.Reason"],
            Box = T["Cancel.Force"],
        };
        if (await Dialogs.AskAsync(T.Of(BulkAction.Cancel), question) is { } answer)
        {
            await DoAsync(() => Client.CancelAsync(Run.Id, answer.Reason, force: answer.IsChecked));
        }
    }

    private async Task SuspendAsync()
    {
        var question = new Question { Text = T["Run.Ask.Suspend", Run.Id.Text], Confirm = T.Of(BulkAction.Suspend), Reason = T["Run.Reason"] };
        if (await Dialogs.AskAsync(T.Of(BulkAction.Suspend), question) is { } answer)
        {
            await DoAsync(() => Client.SuspendAsync(Run.Id, answer.Reason));
        }
    }

    private async Task ResumeAsync()
    {
        var question = new Question { Text = T["Run.Ask.Resume", Run.Id.Text], Confirm = T.Of(BulkAction.Resume), Reason = T["Run.Reason"] };
        if (await Dialogs.AskAsync(T.Of(BulkAction.Resume), question) is { } answer)
        {
            await DoAsync(() => Client.ResumeAsync(Run.Id, answer.Reason));
        }
    }

    private async Task RemoveAsync()
    {
        var question = new Question { Text = T["Run.Ask.Remove", Run.Id.Text], Confirm = T.Of(BulkAction.Remove), IsDanger = true };
        if (await Dialogs.AskAsync(T.Of(BulkAction.Remove), question) is not null
            && await Acts.TryAsync(() => Client.RemoveAsync(Run.Id), T["Run.Removed"]))
        {
            Navigation.NavigateTo("runs");
        }
    }

    private async Task SignalAsync()
    {
        var parameters = new DialogParameters<SignalDialog> { { d => d.Run, Run } };
        await (await Dialogs.ShowAsync<SignalDialog>(T["Run.Signal"], parameters)).Result;
        await OnDone.InvokeAsync();
    }

    private async Task RestartAsync()
    {
        var parameters = new DialogParameters<RestartDialog> { { d => d.Run, Run }, { d => d.Steps, Steps } };
        IDialogReference dialog = await Dialogs.ShowAsync<RestartDialog>(
            T.Of(BulkAction.Restart), parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true });
        if (await dialog.Result is { Canceled: false, Data: ItemId next })
        {
            Navigation.NavigateTo(Links.Run(next));
            await OnDone.InvokeAsync();
        }
    }

    private async Task DoAsync(Func<Task> what)
    {
        if (await Acts.TryAsync(what, T["Run.Asked"]))
        {
            await OnDone.InvokeAsync();
        }
    }
}
