using System.Collections.Concurrent;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The versions that this process has loaded, and the care of their folders: what is in use here is marked once an hour, what nobody has marked for a week
/// is removed once a day. Other processes of the user share the folders.
/// </summary>
internal sealed class LoadedScripts(string cacheRoot, TimeProvider time)
{
    private const int Kept = 256;
    private static readonly TimeSpan MarkEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, Lazy<Loaded>> _scripts = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _cleaned;

    /// <summary>The script of a version, loaded at its first use.</summary>
    /// <exception cref="Core.Errors.TickException">As <see cref="FlowScript.Load"/>.</exception>
    public FlowScript Get(FlowVersion version)
    {
        while (true)
        {
            if (_scripts.Count > Kept)
            {
                _scripts.Clear(); // who runs one of them holds it
            }

            Lazy<Loaded> found = _scripts.GetOrAdd(version.Hash, static (_, a) => new Lazy<Loaded>(() => a.Self.Load(a.Version)), (Self: this, Version: version));
            Loaded loaded = found.Value;
            if (time.GetUtcNow() - loaded.Marked < MarkEvery || loaded.Mark(time.GetUtcNow()))
            {
                return loaded.Script;
            }

            _scripts.TryRemove(KeyValuePair.Create(version.Hash, found)); // its folder is gone: lay it down again
        }
    }

    private Loaded Load(FlowVersion version)
    {
        CleanWhenDue();
        var loaded = new Loaded(FlowScript.Load(version, cacheRoot));
        loaded.Mark(time.GetUtcNow());
        return loaded;
    }

    private void CleanWhenDue()
    {
        lock (_lock)
        {
            if (time.GetUtcNow() - _cleaned < CleanEvery)
            {
                return;
            }

            _cleaned = time.GetUtcNow();
        }

        MaterialisedFiles.Clean(cacheRoot, time.GetUtcNow() - Unused);
    }

    private sealed class Loaded(FlowScript script)
    {
        public FlowScript Script { get; } = script;

        public DateTimeOffset Marked { get; private set; }

        /// <summary>Says that the folder is in use; false when it is gone.</summary>
        public bool Mark(DateTimeOffset now)
        {
            Marked = now;
            return MaterialisedFiles.Mark(Script.Folder, now);
        }
    }
}
