using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>Drops old audit entries and sessions that are over: at the start, then once a day. Several servers may do so at once.</summary>
internal sealed class AccessSweep(AuditLog audit, Sessions sessions, AccessSettings settings, TimeProvider time, ILogger<AccessSweep> logs) : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            bool isDone = await SweepAsync(stoppingToken);
            await Task.Delay(isDone ? Daily : AfterOutage, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> SweepAsync(CancellationToken stop)
    {
        try
        {
            await audit.SweepAsync(settings.KeepAudit, stop);
            await sessions.SweepAsync(stop);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            AccessLogs.SweepFailed(logs, e);
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
    }
}
