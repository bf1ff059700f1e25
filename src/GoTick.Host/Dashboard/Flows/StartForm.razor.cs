using System.Collections;
using System.Collections.Specialized;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using GoTick.PowerShell.Values;
using Microsoft.AspNetCore.Components;

namespace GoTick.Host.Dashboard.Flows;

/// <summary>A form made of a flow's parameters, which starts a run of it.</summary>
public sealed partial class StartForm
{
    private List<ParameterField> _fields = [];
    private FlowDefinition? _shown;
    private string? _id;
    private string? _queue;
    private string? _tags;
    private int? _priority;
    private double? _delay;
    private bool? _hasWorker;
    private bool _isBusy;
    private TickException? _error;
    private ItemId? _made;

    /// <summary>The flow.</summary>
    [Parameter, EditorRequired]
    public FlowDefinition Flow { get; set; } = default!;

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string QueueNow => string.IsNullOrWhiteSpace(_queue) ? Flow.Settings.Queue : _queue.Trim();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Flow))
        {
            return;
        }

        // Another version may have other parameters; what was written for those that stay, stays.
        Dictionary<string, string?> written = _shown?.Name == Flow.Name ? _fields.ToDictionary(f => f.Parameter.Name, f => f.Text) : [];
        _shown = Flow;
        _fields = [.. Flow.Parameters.Select(p => new ParameterField(p) { Text = written.GetValueOrDefault(p.Name) })];
        await LookForWorkerAsync();
    }

    private async Task LookForWorkerAsync()
    {
        try
        {
            _hasWorker = await Client.HasWorkerAsync(QueueNow);
        }
        catch (TickException e)
        {
            _error = e;
        }
    }

    private async Task StartAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _error = null;
        _fields.ForEach(f => f.Check(T));
        if (_fields.Exists(f => f.Fault is not null))
        {
            return;
        }

        _isBusy = true;
        try
        {
            StartResult started = await Client.StartAsync(Request());
            Navigation.NavigateTo(Links.Run(started.Id));
        }
        catch (TickException e)
        {
            ParameterField? field = _fields.Find(f => e.ErrorId == TickErrorId.ArgumentInvalid && f.Parameter.Name.Equals(e.Target as string, StringComparison.OrdinalIgnoreCase));
            if (field is null)
            {
                _error = e;
            }
            else
            {
                field.Refuse(e);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private StartRequest Request()
    {
        var given = new Hashtable();
        foreach (ParameterField field in _fields.Where(f => f.IsGiven))
        {
            given[field.Parameter.Name] = field.Value;
        }

        OrderedDictionary bound = ArgumentBinder.Bind(given, Flow.Parameters);
        bool isChosen = !string.IsNullOrWhiteSpace(_id);
        // One id for this form, so that a start whose answer was lost is not made twice.
        ItemId id = isChosen ? ItemId.ParseRoot(_id!.Trim()) : _made ??= ItemId.New(DateTimeOffset.UtcNow);
        return new StartRequest
        {
            Flow = Flow.Name,
            Arguments = ValueCodec.Encode(bound, "The arguments"),
            Id = id,
            IfExists = isChosen ? ExistingRun.Error : ExistingRun.Return,
            Queue = string.IsNullOrWhiteSpace(_queue) ? null : _queue.Trim(),
            Priority = _priority,
            Delay = _delay is > 0 and var seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400 * 36_600d)) : null,
            Tags = (_tags ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
    }
}
