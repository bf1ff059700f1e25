using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Host.Pictures;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A flow's picture, and in it how a run of it stands. Steps are buttons.</summary>
public sealed partial class PictureView : ComponentBase
{
    private const int MostDots = 60;
    private static readonly Drawing Nothing = new();
    private Drawing _drawing = Nothing;
    private FlowPicture? _drawn;

    /// <summary>What it is called for those who do not see it.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>The picture.</summary>
    [Parameter]
    [EditorRequired]
    public required FlowPicture Picture { get; set; }

    /// <summary>How a run stands. Default: no run.</summary>
    [Parameter]
    public PictureMarks Marks { get; set; } = PictureMarks.None;

    /// <summary>The run's status; null when there is no run.</summary>
    [Parameter]
    public RunStatus? Status { get; set; }

    /// <summary>The store's time, to count down by.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>The number of the node that is chosen; null = none.</summary>
    [Parameter]
    public int? Selected { get; set; }

    /// <summary>Somebody chooses a step.</summary>
    [Parameter]
    public EventCallback<PictureNode> OnSelect { get; set; }

    [Inject]
    private PictureWords Words { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_drawn, Picture))
        {
            _drawn = Picture;
            _drawing = Drawing.Of(Picture);
        }
    }

    private static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string At(double x, double y) => $"left:{Px(x)}px;top:{Px(y)}px";

    private static string Rectangle(double x, double y, double width, double height) => $"{At(x, y)};width:{Px(width)}px;height:{Px(height)}px";

    private static string PathOf(DrawnLine line) =>
        string.Join(' ', line.Points.Select((p, i) => $"{(i == 0 ? 'M' : 'L')} {Px(p.X)} {Px(p.Y)}"));

    private static string Class(MarkState state) => state.ToString().ToLowerInvariant();

    private static string KindOf(PictureNode node) => node is PictureStep step ? step.Kind.ToString().ToLowerInvariant() : "wait";

    // Only branches and waits have states of their own; a loop shows those of its steps.
    private static string StateOf(string kind, PictureMark mark) => kind is "branch" or "parallel" ? Class(mark.State) : "";

    private string EndState(DrawnBox box) => (box.Shape, Status) switch
    {
        (BoxShape.Start, not null) => "completed",
        (BoxShape.Done, RunStatus.Completed) => "completed",
        (BoxShape.Done, RunStatus.Failed or RunStatus.TimedOut) => "failed",
        (BoxShape.Done, RunStatus.Canceled) => "canceled",
        _ => "",
    };
}
