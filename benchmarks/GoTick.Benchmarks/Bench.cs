using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Benchmarks.Reporting;
using GoTick.Benchmarks.Stores;
using GoTick.Host.StandIns;
using GoTick.PowerShell.Hosting;

namespace GoTick.Benchmarks;

/// <summary>What the measurements of one store share: the store, warm slots, and what the flows write down.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-bench-").FullName;
    private readonly Action<string> _tell;

    public Bench(BenchStore store, bool isQuick, Action<string> tell)
    {
        Store = store;
        IsQuick = isQuick;
        _tell = tell;
        Executor = new FlowExecutor(Path.Combine(_folder, "versions"), AddTo, StandIns.AttachTo);
    }

    public BenchStore Store { get; }

    public bool IsQuick { get; }

    public FlowExecutor Executor { get; }

    public Marks Marks { get; } = new();

    public string Folder => _folder;

    public void Tell(string line) => _tell("    " + line);

    /// <summary>A full count, or a fraction of it for a quick look.</summary>
    public int Count(int full) => IsQuick ? Math.Max(1, full / 5) : full;

    /// <summary>An empty store with a client, flows and, when asked, a worker.</summary>
    public async Task<Rig> OpenAsync() => await Rig.OpenAsync(this, await Store.NewAddressAsync());

    /// <summary>Has something measured and says how busy the machine was with other things meanwhile.</summary>
    public async Task<(T Result, Load Load)> WatchedAsync<T>(Func<Task<T>> measure)
    {
        var watch = new LoadWatch(Store.ServerProcess);
        T result = await measure();
        return (result, watch.Read());
    }

    public async ValueTask DisposeAsync()
    {
        await Executor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void AddTo(InitialSessionState state)
    {
        StandIns.AddTo(state);
        state.Variables.Add(new SessionStateVariableEntry("Marks", Marks, "", ScopedItemOptions.Constant));
    }
}
