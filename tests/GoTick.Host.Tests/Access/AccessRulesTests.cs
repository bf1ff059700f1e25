using System.Reflection;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Security;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GoTick.Host.Tests.Access;

/// <summary>Every member of the door has a rule, and keeps it.</summary>
public sealed class AccessRulesTests
{
    private static readonly KeyScope[] Scopes = [KeyScope.Read, KeyScope.Start, KeyScope.Operate, KeyScope.Admin];
    private static readonly ItemId Run = ItemId.ParseRoot("order-42");
    private static readonly FlowDefinition Flow = new() { Name = "deploy/web", Version = "v" };

    /// <summary>What the design says, apart from the table in the code: the least scope of each change; all else is to look.</summary>
    private static readonly Dictionary<string, KeyScope> Changes = new()
    {
        ["StartAsync"] = KeyScope.Start,
        ["SendSignalAsync"] = KeyScope.Operate,
        ["VoteAsync"] = KeyScope.Operate,
        ["CancelAsync"] = KeyScope.Operate,
        ["CancelAndWaitAsync"] = KeyScope.Operate,
        ["SuspendAsync"] = KeyScope.Operate,
        ["ResumeAsync"] = KeyScope.Operate,
        ["RestartAsync"] = KeyScope.Operate,
        ["RemoveAsync"] = KeyScope.Operate,
        ["ListEndedAsync"] = KeyScope.Operate,
        ["SuspendScheduleAsync"] = KeyScope.Operate,
        ["ResumeScheduleAsync"] = KeyScope.Operate,
        ["RunScheduleAsync"] = KeyScope.Operate,
        ["BackfillScheduleAsync"] = KeyScope.Operate,
        ["SuspendQueueAsync"] = KeyScope.Operate,
        ["ResumeQueueAsync"] = KeyScope.Operate,
        ["PublishAsync"] = KeyScope.Admin,
        ["UnregisterAsync"] = KeyScope.Admin,
        ["RegisterScheduleAsync"] = KeyScope.Admin,
        ["UnregisterScheduleAsync"] = KeyScope.Admin,
        ["SetLimitAsync"] = KeyScope.Admin,
        ["RemoveLimitAsync"] = KeyScope.Admin,
        ["ImportAsync"] = KeyScope.Admin,
        ["ListKeysAsync"] = KeyScope.Admin,
        ["CreateKeyAsync"] = KeyScope.Admin,
        ["RevokeKeyAsync"] = KeyScope.Admin,
        ["ReadAuditAsync"] = KeyScope.Admin,
    };

    /// <summary>What changes nothing, and is not for everybody to look at all the same.</summary>
    private static readonly string[] Guarded = ["ListEndedAsync", "ListKeysAsync", "ReadAuditAsync"];

    private static IEnumerable<MethodInfo> Members =>
        new[] { typeof(ITickClient), typeof(IRunMender), typeof(IAsyncDisposable) }.SelectMany(t => t.GetMethods()).Where(m => !AccessRules.Free.Contains(m.Name));

    public static TheoryData<string, string, bool> Table
    {
        get
        {
            TheoryData<string, string, bool> table = [];
            foreach (MethodInfo member in Members)
            {
                KeyScope needed = Changes.GetValueOrDefault(member.Name, KeyScope.Read);
                table.Add(member.Name, "", false);
                foreach (KeyScope scope in Scopes)
                {
                    table.Add(member.Name, scope.ToString(), scope == needed || scope == KeyScope.Admin || needed == KeyScope.Read);
                }
            }

            return table;
        }
    }

    [Fact]
    public void Of_EveryMember_HasARuleOfTheDesign()
    {
        Assert.Empty(Members.Where(m => AccessRules.Find(m.Name) is null).Select(m => m.Name));
        foreach (MethodInfo member in Members)
        {
            AccessRule rule = AccessRules.Of(member.Name);
            Assert.Equal((member.Name, Changes.GetValueOrDefault(member.Name, KeyScope.Read)), (member.Name, rule.Scope));
            Assert.True(rule.Action is not null == (Changes.ContainsKey(member.Name) && !Guarded.Contains(member.Name)), $"{member.Name} is audited as {rule.Action ?? "nothing"}");
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Call_WithAScope_ReachesTheStoreOnlyIfItMay(string member, string scope, bool may)
    {
        List<string> reached = [];
        await using var store = new MemoryStore(TimeProvider.System);
        ITickClient inner = Proxy<ITickClient>.Of((method, _) => Note(reached, method));
        IRunMender mender = Proxy<IRunMender>.Of((method, _) => Note(reached, method));
        KeyScope scopes = scope.Length == 0 ? KeyScope.None : Enum.Parse<KeyScope>(scope);
        var caller = new Caller("eve", scopes, FlowGrants.All, IsVerified: true, "k");
        var audit = new AuditLog(store);
        var guarded = new GuardedClient(inner, mender, _ => ValueTask.FromResult(caller), audit, NullLogger<GuardedClient>.Instance);

        Exception? refused = await Record.ExceptionAsync(() => CallAsync(guarded, Members.Single(m => m.Name == member)));

        Assert.True(refused is null or TickException or NotImplementedException, refused?.ToString());
        Assert.Equal(!may, refused is TickException { ErrorId: TickErrorId.AccessDenied });
        Assert.Equal(may, reached.Contains(member == nameof(ITickClient.WatchBranches) ? nameof(IBranchWatch.LookAsync) : member));
        string[] outcomes = [.. (await audit.ReadAsync()).Items.Select(e => e.Outcome)];
        bool isChange = AccessRules.Of(member).Action is not null;
        Assert.Equal(isChange ? [may ? AuditEntry.Done : TickErrorId.AccessDenied] : Array.Empty<string>(), outcomes);
    }

    private static object? Note(List<string> reached, MethodInfo method)
    {
        reached.Add(method.Name);
        return Answer(method.ReturnType, reached);
    }

    private static object? Answer(Type type, List<string> reached)
    {
        if (type == typeof(Task))
        {
            return Task.CompletedTask;
        }

        if (type == typeof(IBranchWatch))
        {
            return Proxy<IBranchWatch>.Of((look, _) => Note(reached, look));
        }

        if (type == typeof(ValueTask<IAsyncDisposable>))
        {
            return new ValueTask<IAsyncDisposable>(new MemoryStream());
        }

        Type given = type.GetGenericArguments()[0];
        if (type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
        {
            return typeof(AsyncEnumerable).GetMethod(nameof(AsyncEnumerable.Empty))!.MakeGenericMethod(given).Invoke(null, null);
        }

        return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(given).Invoke(null, [ValueOf(given)]);
    }

    private static object? ValueOf(Type type) => type switch
    {
        _ when type == typeof(StartResult) => new StartResult(Run, true),
        _ when type == typeof(ItemId) => Run,
        _ when type == typeof(NewKey) => new NewKey(Key(), "gtk"),
        _ when type == typeof(ApiKey) => Key(),
        _ when type == typeof(FlowDefinition) => Flow,
        _ when type == typeof(RunView) => View(),
        _ when type == typeof(RunSight) => new RunSight(View(), 0, 1),
        _ when type == typeof(ApprovalView) => new ApprovalView { Run = Run, Flow = Flow.Name, Name = "n", Ask = "a", Message = "m", Asked = default },
        _ when type == typeof(ScheduleView) => new ScheduleView { Definition = Schedule(), Status = default, Changed = default },
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => Array.CreateInstance(type.GetGenericArguments()[0], 0),
        { IsValueType: true } => Activator.CreateInstance(type),
        _ => null,
    };

    private static ApiKey Key() => new() { Id = "k", Name = "bob", Scopes = KeyScope.Read, Grants = FlowGrants.All, Created = default, By = "eve" };

    private static RunView View() => new() { Id = Run, Flow = Flow.Name, Version = "v", Status = RunStatus.Waiting, Queue = "default", Created = default };

    private static ScheduleDefinition Schedule() => new() { Name = "nightly", Flow = Flow.Name, Cron = "@daily" };

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(ItemId) => Run,
        var t when t == typeof(string) => "text",
        var t when t == typeof(StartRequest) => new StartRequest { Flow = Flow.Name },
        var t when t == typeof(SignalRequest) => new SignalRequest { Run = Run, Name = "paid" },
        var t when t == typeof(VoteRequest) => new VoteRequest { Run = Run, Approves = true, By = new Person("mallory", true) },
        var t when t == typeof(RunRestart) => new RunRestart { Run = Run },
        var t when t == typeof(RunQuery) => new RunQuery { Flow = Flow.Name },
        var t when t == typeof(FlowDefinition) => Flow,
        var t when t == typeof(FlowVersion) => FlowVersion.Of(new FlowFile("web.ps1", "1"), []),
        var t when t == typeof(ScheduleDefinition) => Schedule(),
        var t when t == typeof(LimitName) => LimitName.Parse("deploy/web"),
        var t when t == typeof(LimitSpec) => new LimitSpec { Concurrency = 1 },
        var t when t == typeof(KeyRequest) => new KeyRequest { Name = "bob", Scopes = KeyScope.Read },
        var t when t == typeof(Stream) => Stream.Null,
        var t when t == typeof(Action) => (Action)Ignore,
        { IsValueType: true } t => Activator.CreateInstance(t),
        _ => null,
    };

    private static void Ignore()
    {
    }

    private static async Task CallAsync(GuardedClient guarded, MethodInfo member)
    {
        object? answer = member.Invoke(guarded, [.. member.GetParameters().Select(Sample)]);
        switch (answer)
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<RunView> runs:
                await runs.CountAsync();
                break;
            case IAsyncEnumerable<ApprovalView> approvals:
                await approvals.CountAsync();
                break;
            case IBranchWatch watch:
                await watch.LookAsync(new FanOutView { Gate = "g", First = "f", Total = 1 });
                break;
            case ValueTask<IAsyncDisposable> watching:
                await watching;
                break;
            default:
                throw new NotImplementedException($"{member.Name} gives {answer}: say how to wait for it.");
        }
    }
}
