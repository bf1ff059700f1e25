using GoTick.Core.Errors;

namespace GoTick.Core.Tests.Stores;

/// <summary>Asks a store that may be away until it answers.</summary>
internal static class Patient
{
    public static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    public static Task<T> AskAsync<T>(Func<ValueTask<T>> call) => AskAsync(() => call().AsTask());
}
