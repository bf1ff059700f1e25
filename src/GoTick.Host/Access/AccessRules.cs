using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Access;

/// <summary>What each member of <see cref="ITickClient"/> and <see cref="IRunMender"/> needs. This table is the only place that says so.</summary>
internal static class AccessRules
{
    /// <summary>What the audit log calls a login. It is no call of the door, and needs nothing but a key.</summary>
    public const string LogIn = "log-in";

    private static readonly AccessRule Look = new(KeyScope.Read);

    private static readonly Dictionary<string, AccessRule> Rules = new()
    {
        [nameof(ITickClient.ListRunsAsync)] = Look,
        [nameof(ITickClient.GetRunAsync)] = Look,
        [nameof(ITickClient.WaitAsync)] = Look,
        [nameof(ITickClient.ReadStepsAsync)] = Look,
        [nameof(ITickClient.ReadStepPageAsync)] = Look,
        [nameof(ITickClient.ReadLogAsync)] = Look,
        [nameof(ITickClient.SightAsync)] = Look,
        [nameof(ITickClient.ReadEventsAsync)] = Look,
        [nameof(ITickClient.WatchBranches)] = Look,
        [nameof(ITickClient.WatchAsync)] = Look,
        [nameof(ITickClient.ReadTimeAsync)] = Look,
        [nameof(ITickClient.ExportAsync)] = Look,
        [nameof(ITickClient.CheckRemovableAsync)] = Look,
        [nameof(ITickClient.GetFlowAsync)] = Look,
        [nameof(ITickClient.ListFlowsAsync)] = Look,
        [nameof(ITickClient.ReadVersionAsync)] = Look,
        [nameof(ITickClient.ListApprovalsAsync)] = Look,
        [nameof(ITickClient.ReadApprovalsAsync)] = Look,
        [nameof(ITickClient.GetScheduleAsync)] = Look,
        [nameof(ITickClient.ListSchedulesAsync)] = Look,
        [nameof(ITickClient.GetLimitAsync)] = Look,
        [nameof(ITickClient.ListLimitsAsync)] = Look,
        [nameof(ITickClient.ListQueuesAsync)] = Look,
        [nameof(ITickClient.ListWorkersAsync)] = Look,
        [nameof(ITickClient.HasWorkerAsync)] = Look,

        [nameof(ITickClient.StartAsync)] = new(KeyScope.Start, "start-run"),

        [nameof(ITickClient.SendSignalAsync)] = new(KeyScope.Operate, "signal-run"),
        [nameof(ITickClient.VoteAsync)] = new(KeyScope.Operate, "vote"),
        [nameof(ITickClient.CancelAsync)] = new(KeyScope.Operate, "cancel-run"),
        [nameof(ITickClient.CancelAndWaitAsync)] = new(KeyScope.Operate, "cancel-run"),
        [nameof(ITickClient.SuspendAsync)] = new(KeyScope.Operate, "suspend-run"),
        [nameof(ITickClient.ResumeAsync)] = new(KeyScope.Operate, "resume-run"),
        [nameof(IRunMender.RestartAsync)] = new(KeyScope.Operate, "restart-run"),
        [nameof(ITickClient.ListEndedAsync)] = new(KeyScope.Operate),
        [nameof(ITickClient.RemoveAsync)] = new(KeyScope.Operate, "remove-run"),
        [nameof(ITickClient.SuspendScheduleAsync)] = new(KeyScope.Operate, "suspend-schedule"),
        [nameof(ITickClient.ResumeScheduleAsync)] = new(KeyScope.Operate, "resume-schedule"),
        [nameof(ITickClient.RunScheduleAsync)] = new(KeyScope.Operate, "run-schedule"),
        [nameof(ITickClient.BackfillScheduleAsync)] = new(KeyScope.Operate, "backfill-schedule"),
        [nameof(ITickClient.SuspendQueueAsync)] = new(KeyScope.Operate, "suspend-queue", IsOfAll: true),
        [nameof(ITickClient.ResumeQueueAsync)] = new(KeyScope.Operate, "resume-queue", IsOfAll: true),

        [nameof(ITickClient.PublishAsync)] = new(KeyScope.Admin, "register-flow", IsOfAll: true),
        [nameof(ITickClient.UnregisterAsync)] = new(KeyScope.Admin, "unregister-flow", IsOfAll: true),
        [nameof(ITickClient.RegisterScheduleAsync)] = new(KeyScope.Admin, "register-schedule", IsOfAll: true),
        [nameof(ITickClient.UnregisterScheduleAsync)] = new(KeyScope.Admin, "unregister-schedule", IsOfAll: true),
        [nameof(ITickClient.SetLimitAsync)] = new(KeyScope.Admin, "set-limit", IsOfAll: true),
        [nameof(ITickClient.RemoveLimitAsync)] = new(KeyScope.Admin, "remove-limit", IsOfAll: true),
        [nameof(ITickClient.ImportAsync)] = new(KeyScope.Admin, "import-run", IsOfAll: true),
        [nameof(ITickClient.ListKeysAsync)] = new(KeyScope.Admin, IsOfAll: true),
        [nameof(ITickClient.CreateKeyAsync)] = new(KeyScope.Admin, "create-key", IsOfAll: true),
        [nameof(ITickClient.RevokeKeyAsync)] = new(KeyScope.Admin, "revoke-key", IsOfAll: true),
        [nameof(ITickClient.ReadAuditAsync)] = new(KeyScope.Admin, IsOfAll: true),
    };

    /// <summary>Members that are no work on a store.</summary>
    public static IReadOnlySet<string> Free { get; } = new HashSet<string> { "get_" + nameof(ITickClient.StoreName), nameof(ITickClient.GetCallerAsync), nameof(IAsyncDisposable.DisposeAsync) };

    /// <summary>The rule of a member.</summary>
    public static AccessRule Of(string member) => Rules[member];

    /// <summary>What the audit log calls changes, in alphabetical order.</summary>
    public static IReadOnlyList<string> Actions { get; } =
        [.. Rules.Values.Select(r => r.Action).OfType<string>().Append(LogIn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The rule of a member; null when it has none.</summary>
    public static AccessRule? Find(string member) => Rules.GetValueOrDefault(member);
}
