using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>A call with an answer.</summary>
/// <param name="run">What it does.</param>
/// <param name="isDurable">See <see cref="SqliteWork.IsDurable"/>.</param>
/// <param name="committed">Called on the writer's thread before any later call runs; returns how many of the items that became ready are taken care of.</param>
/// <param name="cancel">Gives up waiting.</param>
internal sealed class SqliteCall<T>(Func<PartitionRules, SqliteTables, T> run, bool isDurable, Func<T, int>? committed, CancellationToken cancel)
    : SqliteWork(isDurable, cancel)
{
    private readonly TaskCompletionSource<(T Reply, Effects Effects)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _reply = default!;
    private Effects _effects = null!;

    public Task<(T Reply, Effects Effects)> Done => _done.Task;

    public override void Run(SqliteTables tables, StoreTime wallClock)
    {
        var rules = new PartitionRules(tables, wallClock);
        _reply = run(rules, tables);
        _effects = rules.Effects;
    }

    public override bool Complete()
    {
        int taken = committed?.Invoke(_reply) ?? 0;
        bool isNews = _effects.ReadyQueues.Count > taken || _effects.Ended.Count > 0 || _effects.Mailed.Count > 0;
        _done.TrySetResult((_reply, _effects));
        return isNews;
    }

    public override void Fail(Exception error) => _done.TrySetException(error);

    protected override void SetCanceled(CancellationToken token) => _done.TrySetCanceled(token);
}
