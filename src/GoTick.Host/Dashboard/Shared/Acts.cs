using GoTick.Core.Errors;
using GoTick.Host.Dashboard.Shell;
using MudBlazor;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>Does what a viewer wants, and tells how it went.</summary>
public sealed class Acts(ISnackbar snackbar, StoreHealth health)
{
    /// <summary>Does it; true when it was done.</summary>
    /// <param name="what">What.</param>
    /// <param name="done">What to say then; null = nothing.</param>
    public async Task<bool> TryAsync(Func<Task> what, string? done = null)
    {
        try
        {
            await what();
            health.Answered();
            if (done is not null)
            {
                snackbar.Add(done, Severity.Success);
            }

            return true;
        }
        catch (TickException e)
        {
            if (e is StoreUnavailableException outage)
            {
                health.Silent(outage);
            }

            Tell(e);
            return false;
        }
    }

    /// <summary>Tells an error.</summary>
    public void Tell(TickException error) => snackbar.Add($"{error.ErrorId}: {error.Message}", Severity.Error);
}
