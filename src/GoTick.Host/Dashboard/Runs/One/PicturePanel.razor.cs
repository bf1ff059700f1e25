using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Pictures;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>A run in the picture of its flow; a step that is picked is told of beside it.</summary>
public sealed partial class PicturePanel
{
    private const int MostListed = 200;
    private string? _version;
    private FlowPicture? _picture;
    private PictureMarks _marks = PictureMarks.None;
    private PictureNode? _node;
    private IReadOnlyList<StepRow> _rows = [];
    private int _index;
    private TickException? _error;

    /// <summary>What the page knows.</summary>
    [Parameter, EditorRequired]
    public RunFeed Feed { get; set; } = default!;

    /// <summary>The newest look.</summary>
    [Parameter, EditorRequired]
    public RunNews News { get; set; } = default!;

    /// <summary>Where the script is shown.</summary>
    [Parameter, EditorRequired]
    public string ScriptLink { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Feed.Run is not { } run)
        {
            return;
        }

        if (_version != run.Version)
        {
            _version = run.Version;
            try
            {
                (_picture, _error) = (FlowPicture.Of(await Client.ReadVersionAsync(run.Version)), null);
            }
            catch (TickException e)
            {
                _error = e;
            }
        }

        if (_picture is { } picture)
        {
            _marks = PictureMarks.Of(picture, run, News.Steps);
            Follow();
        }
    }

    private void Select(PictureNode? node)
    {
        _node = node?.Id == _node?.Id ? null : node;
        (_rows, _index) = ([], 0);
        Follow();
    }

    private void Pick(ChangeEventArgs change) => _index = int.Parse((string)change.Value!, CultureInfo.InvariantCulture);

    /// <summary>The lines of the node that is picked: the newest one, until somebody picks another.</summary>
    private void Follow()
    {
        if (_node is null)
        {
            return;
        }

        bool isNewest = _index >= _rows.Count - 1;
        HashSet<StepView> own = new(_marks[_node].Steps, ReferenceEqualityComparer.Instance);
        _rows = [.. StepRow.Of(News.Steps, _ => true).Where(r => r.Step is { } step && own.Contains(step))];
        _index = isNewest ? Math.Max(0, _rows.Count - 1) : _index;
    }
}
