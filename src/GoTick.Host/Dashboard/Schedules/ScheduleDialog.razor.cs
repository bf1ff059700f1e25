using System.Collections;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Host.Dashboard.Flows;
using GoTick.PowerShell.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Schedules;

/// <summary>Makes a schedule, or changes one. The expression is read as it is written, and its next times are shown.</summary>
public sealed partial class ScheduleDialog
{
    private const int Preview = 3;
    private IReadOnlyList<FlowDefinition> _flows = [];
    private List<ParameterField> _fields = [];
    private IReadOnlyList<string> _nextTimes = [];
    private FlowDefinition? _flow;
    private string? _name;
    private string? _cron;
    private string? _cronFault;
    private string _zone = ScheduleDefinition.Utc;
    private string? _queue;
    private string? _tags;
    private double? _jitter;
    private ScheduleOverlap _overlap;
    private ScheduleMisfire _misfire;
    private bool _changesArguments;
    private bool _isBusy;
    private TickException? _error;

    /// <summary>The schedule that is changed; null = a new one.</summary>
    [Parameter]
    public ScheduleView? Schedule { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ITickClient Client { get; set; } = default!;

    // A new one sets its arguments; one that is changed keeps them unless that is asked for.
    private bool SetsArguments => Schedule is null || _changesArguments || _flow?.Name != Schedule.Definition.Flow;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Schedule?.Definition is { } known)
        {
            (_name, _cron, _zone, _queue, _tags) = (known.Name, known.Cron, known.TimeZone, known.Queue, string.Join(", ", known.Tags));
            (_overlap, _misfire, _jitter) = (known.Overlap, known.Misfire, known.Jitter.TotalSeconds);
            CheckCron();
        }

        try
        {
            _flows = await Client.ListFlowsAsync();
            Choose(Schedule?.Definition.Flow);
        }
        catch (TickException e)
        {
            _error = e;
        }
    }

    private void Choose(string? name)
    {
        _flow = _flows.FirstOrDefault(f => f.Name == name);
        _fields = [.. (_flow?.Parameters ?? []).Select(p => new ParameterField(p))];
        _changesArguments = Schedule is not null && name != Schedule.Definition.Flow;
        if (string.IsNullOrWhiteSpace(_name) && name is not null)
        {
            _name = name.Replace('/', '.');
        }
    }

    private void CheckCron()
    {
        (_cronFault, _nextTimes) = (null, []);
        if (string.IsNullOrWhiteSpace(_cron))
        {
            return;
        }

        try
        {
            var probe = new ScheduleDefinition { Name = "preview", Flow = "preview", Cron = _cron, TimeZone = ZoneNow };
            _nextTimes = [.. SchedulePreview.Times(probe, DateTimeOffset.UtcNow, Preview).Select(t => t.ToString("ddd MM-dd HH:mm:ss", CultureInfo.InvariantCulture))];
        }
        catch (TickException e)
        {
            _cronFault = e.Message;
        }
    }

    private string ZoneNow => string.IsNullOrWhiteSpace(_zone) ? ScheduleDefinition.Utc : _zone.Trim();

    private async Task SaveAsync()
    {
        CheckCron();
        if (SetsArguments)
        {
            _fields.ForEach(f => f.Check(T));
        }

        if (_cronFault is not null || (SetsArguments && _fields.Exists(f => f.Fault is not null)))
        {
            return;
        }

        _isBusy = true;
        try
        {
            await Client.RegisterScheduleAsync(Definition());
            Dialog.Close(DialogResult.Ok(true));
        }
        catch (TickException e)
        {
            _error = e;
        }

        _isBusy = false;
    }

    private ScheduleDefinition Definition()
    {
        ScheduleDefinition start = Schedule?.Definition ?? new ScheduleDefinition { Name = _name?.Trim() ?? "", Flow = "", Cron = "" };
        return start with
        {
            Flow = _flow?.Name ?? "",
            Cron = _cron?.Trim() ?? "",
            TimeZone = ZoneNow,
            Overlap = _overlap,
            Misfire = _misfire,
            Jitter = TimeSpan.FromSeconds(Math.Clamp(_jitter ?? 0, 0, 86_400)),
            Queue = string.IsNullOrWhiteSpace(_queue) ? null : _queue.Trim(),
            Tags = (_tags ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Arguments = SetsArguments ? Arguments() : start.Arguments,
        };
    }

    private Payload Arguments()
    {
        var given = new Hashtable();
        foreach (ParameterField field in _fields.Where(f => f.IsGiven))
        {
            given[field.Parameter.Name] = field.Value;
        }

        return given.Count == 0 && _fields.TrueForAll(f => !f.Parameter.IsMandatory)
            ? Payload.None
            : ValueCodec.Encode(ArgumentBinder.Bind(given, _flow!.Parameters), "The arguments");
    }
}
