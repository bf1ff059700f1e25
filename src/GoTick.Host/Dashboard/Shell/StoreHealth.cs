using GoTick.Core.Errors;

namespace GoTick.Host.Dashboard.Shell;

/// <summary>Whether the store answers this viewer's pages.</summary>
public sealed class StoreHealth
{
    /// <summary>Why it does not; null while it answers.</summary>
    public StoreUnavailableException? Outage { get; private set; }

    /// <summary>Raised when it stops answering, and when it answers again.</summary>
    public event Action? Changed;

    /// <summary>It answered.</summary>
    public void Answered() => Set(null);

    /// <summary>It did not.</summary>
    public void Silent(StoreUnavailableException why) => Set(why);

    private void Set(StoreUnavailableException? outage)
    {
        bool isNews = (outage is null) != (Outage is null);
        Outage = outage;
        if (isNews)
        {
            Changed?.Invoke();
        }
    }
}
