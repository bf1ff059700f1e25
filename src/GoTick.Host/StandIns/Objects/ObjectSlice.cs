using System.Management.Automation;

namespace GoTick.Host.StandIns.Objects;

/// <summary>Which objects of a stream are wanted, by their places; holds back no more of them than it must.</summary>
internal abstract class ObjectSlice
{
    /// <summary>Whether no object that may still come is wanted.</summary>
    public virtual bool IsSated => false;

    public static ObjectSlice Of(int? first, int? last, int skip, int skipLast)
        => last is > 0 ? new Ends(first ?? 0, last.Value, skip) : new Start(first ?? (last is 0 ? 0 : null), skip, skipLast);

    public static ObjectSlice Of(int[] indexes) => new Places(indexes, wanted: true);

    public static ObjectSlice Without(int[] indexes) => new Places(indexes, wanted: false);

    /// <summary>Takes the next object of the stream.</summary>
    /// <returns>The objects that are now known to be wanted.</returns>
    public abstract IEnumerable<PSObject> Add(PSObject item);

    /// <summary>What is wanted of those held back, once the stream is over.</summary>
    public virtual IEnumerable<PSObject> Rest() => [];

    private sealed class Start(int? first, int skip, int skipLast) : ObjectSlice
    {
        private readonly Queue<PSObject> _held = new();
        private int _seen;
        private int _given;

        // Real PowerShell lets the upstream of -First 0 run: the first check comes after an object.
        public override bool IsSated => _seen > 0 && _given >= first;

        public override IEnumerable<PSObject> Add(PSObject item)
        {
            if (++_seen <= skip)
            {
                return [];
            }

            _held.Enqueue(item);
            return _held.Count > skipLast && !(_given >= first) ? Give() : [];
        }

        private PSObject[] Give()
        {
            _given++;
            return [_held.Dequeue()];
        }
    }

    private sealed class Ends(int first, int last, int skip) : ObjectSlice
    {
        private readonly Queue<PSObject> _held = new();
        private int _given;
        private int _skipped;

        public override IEnumerable<PSObject> Add(PSObject item)
        {
            // With -First, -Skip counts from the start; with -Last alone, from the end.
            if (first > 0 && _skipped < skip)
            {
                _skipped++;
                return [];
            }

            if (_given < first)
            {
                _given++;
                return [item];
            }

            _held.Enqueue(item);
            if (_held.Count > last + (first > 0 ? 0 : skip))
            {
                _held.Dequeue();
            }

            return [];
        }

        public override IEnumerable<PSObject> Rest() => first > 0 ? _held : _held.SkipLast(skip);
    }

    private sealed class Places(int[] indexes, bool wanted) : ObjectSlice
    {
        private readonly HashSet<int> _places = [.. indexes];
        private readonly int _last = indexes.Length == 0 ? -1 : indexes.Max();
        private int _next;

        public override bool IsSated => wanted && _next > _last;

        public override IEnumerable<PSObject> Add(PSObject item) => _places.Contains(_next++) == wanted ? [item] : [];
    }
}
