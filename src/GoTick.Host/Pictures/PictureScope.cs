using GoTick.Core.Flows;

namespace GoTick.Host.Pictures;

/// <summary>The steps that share a namespace: those of a flow, or those of a branch.</summary>
internal sealed class PictureScope
{
    private readonly Dictionary<string, List<PictureStep>> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PictureStep> _others = [];
    private readonly List<PictureParallel> _waits = [];
    private readonly Dictionary<int, PictureScope> _inner = [];

    /// <param name="body">What runs in it.</param>
    public PictureScope(PictureSequence body)
    {
        Add(body);
    }

    /// <summary>The calls that a step can be; those that name it by a constant before those that only may.</summary>
    public IEnumerable<PictureStep> Find(StepKind kind, string key)
    {
        if (_named.TryGetValue(StepNames.NameOf(key), out List<PictureStep>? named) && named.Exists(n => n.Kind == kind))
        {
            return named.Where(n => n.Kind == kind);
        }

        PictureStep[] possible = [.. _others.Where(n => n.Kind == kind && !n.Names.IsAny && n.Names.Match(key))];
        return possible.Length > 0 ? possible : _others.Where(n => n.Kind == kind && n.Names.IsAny);
    }

    /// <summary>The calls that a step of unknown kind can be.</summary>
    public IEnumerable<PictureStep> FindNamed(string key) =>
        _named.TryGetValue(StepNames.NameOf(key), out List<PictureStep>? named) ? named : _others.Where(n => n.Names.Match(key));

    /// <summary>The waits whose branches can have this key.</summary>
    public IEnumerable<PictureParallel> FindWaits(string key)
    {
        PictureParallel[] sure = [.. _waits.Where(w => w.Branches.Any(b => !b.Names.IsAny && b.Names.Match(key)))];
        return sure.Length > 0 ? sure : _waits.Where(w => w.Branches.Count == 0 || w.Branches.Any(b => b.Names.IsAny));
    }

    /// <summary>The scope of one of the branches.</summary>
    public PictureScope Within(PictureBranch branch)
    {
        if (!_inner.TryGetValue(branch.Id, out PictureScope? scope))
        {
            _inner.Add(branch.Id, scope = new PictureScope(branch.Body));
        }

        return scope;
    }

    private void Add(PictureSequence body)
    {
        foreach (PictureNode node in body.Parts)
        {
            switch (node)
            {
                case PictureStep { Names.Constant: { } name } step:
                    if (!_named.TryGetValue(name, out List<PictureStep>? same))
                    {
                        _named.Add(name, same = []);
                    }

                    same.Add(step);
                    break;
                case PictureStep step:
                    _others.Add(step);
                    break;
                case PictureParallel wait:
                    _waits.Add(wait);
                    break;
                case PictureBranch:
                    break; // its steps are its own
                default:
                    foreach (PictureSequence inner in FlowPicture.InnerOf(node))
                    {
                        Add(inner);
                    }

                    break;
            }
        }
    }
}
