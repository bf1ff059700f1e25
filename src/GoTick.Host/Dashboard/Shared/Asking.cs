using MudBlazor;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Asks viewers.</summary>
internal static class Asking
{
    /// <summary>Asks; null when it is not to be done.</summary>
    public static async Task<Answer?> AskAsync(this IDialogService dialogs, string title, Question question)
    {
        IDialogReference dialog = await dialogs.ShowAsync<AskDialog>(title, new DialogParameters<AskDialog> { { d => d.Question, question } });
        return await dialog.Result is { Canceled: false, Data: Answer answer } ? answer : null;
    }
}
