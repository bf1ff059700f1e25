using System.Collections;
using System.Collections.Specialized;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Shared;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>Asks how a run is to be restarted - from where, with which values and arguments - and does it.</summary>
public sealed partial class RestartDialog
{
    private const int MostShown = 500;
    private readonly Dictionary<string, StepEdit> _edits = new(StringComparer.OrdinalIgnoreCase);
    private List<ArgumentEdit>? _arguments;
    private string _step = "";
    private bool _usesCurrent;
    private bool _isBusy;
    private TickException? _error;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public RunView Run { get; set; } = default!;

    /// <summary>Its steps.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<StepView> Steps { get; set; } = [];

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private IRunMender Mender { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    /// <summary>The steps that are kept and have a value, each name once, as it last was.</summary>
    private List<StepView> Kept => [.. KeptSteps.Where(StepEdit.IsFor).Reverse().DistinctBy(StepEdit.NameOf, StringComparer.OrdinalIgnoreCase).Reverse()];

    private IEnumerable<StepView> KeptSteps =>
        _step.Length > 0 ? Steps.TakeWhile(s => !CanStart(s) || !s.Key.Equals(_step, StringComparison.OrdinalIgnoreCase))
        : _usesCurrent ? Steps // it goes on from where it was
        : [];

    // What was written for a step that is not kept now, stays for the case that it is again.
    private List<StepEdit> Edits => [.. Kept.Select(StepEdit.NameOf).Where(_edits.ContainsKey).Select(n => _edits[n])];

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadParametersAsync();

    // States and signals have names of their own, and nothing begins at the arguments.
    private static bool CanStart(StepView step) => step.Kind is not (StepKind.State or StepKind.Arguments or StepKind.Signal);

    private async Task ReadParametersAsync()
    {
        try
        {
            IReadOnlyList<FlowParameter> parameters = _usesCurrent
                ? (await Client.GetFlowAsync(Run.Flow)).Parameters
                : ParameterReader.Read(FlowText.Parse((await Client.ReadVersionAsync(Run.Version)).Main.Text, null));
            var given = ValueCodec.Decode(Run.Arguments) as IDictionary ?? new Hashtable();
            Dictionary<string, string?> written = (_arguments ?? []).Where(a => a.IsChanged).ToDictionary(a => a.Field.Parameter.Name, a => a.Field.Text, StringComparer.OrdinalIgnoreCase);
            _arguments = [.. parameters.Select(p => new ArgumentEdit(p, given, written.GetValueOrDefault(p.Name)))];
        }
        catch (TickException e)
        {
            _error = e;
            _arguments ??= [];
        }
    }

    private void Add(string? name)
    {
        if (Kept.Find(s => StepEdit.NameOf(s) == name) is not { } step)
        {
            return;
        }

        try
        {
            _edits[StepEdit.NameOf(step)] = new StepEdit(step);
        }
        catch (TickException e)
        {
            _error = e;
        }
    }

    private async Task RestartAsync()
    {
        _error = null;
        StepEdit[] values = [.. Edits.Where(e => e.IsChanged)];
        ArgumentEdit[] arguments = [.. (_arguments ?? []).Where(a => a.IsChanged)];
        if (values.Count(e => !e.Check()) + arguments.Count(a => !a.Check(T)) > 0)
        {
            return;
        }

        _isBusy = true;
        try
        {
            Dialog.Close(DialogResult.Ok(await Mender.RestartAsync(What(values, arguments), CancellationToken.None)));
        }
        catch (TickException e)
        {
            await RefuseAsync(e);
        }

        _isBusy = false;
    }

    private RunRestart What(StepEdit[] values, ArgumentEdit[] arguments)
    {
        var set = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (StepEdit edit in values)
        {
            set[edit.Name] = edit.Value;
        }

        var given = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (ArgumentEdit argument in arguments)
        {
            given[argument.Field.Parameter.Name] = argument.Value;
        }

        return new RunRestart
        {
            Run = Run.Id,
            FromStep = _step.Length == 0 ? null : _step,
            UsesCurrentVersion = _usesCurrent,
            Values = set,
            Arguments = given.Count == 0 ? null : _ => given,
        };
    }

    /// <summary>An error is shown where it belongs: at the step or the argument that it names, else above all.</summary>
    private async Task RefuseAsync(TickException error)
    {
        if (Edits.Find(e => e.Name.Equals(error.Target as string, StringComparison.OrdinalIgnoreCase)) is { } edit)
        {
            edit.Fault = error;
        }
        else if (_arguments?.Find(a => a.Field.Parameter.Name.Equals(error.Target as string, StringComparison.OrdinalIgnoreCase)) is { } argument)
        {
            argument.Field.Refuse(error);
        }
        else
        {
            _error = error;
            await Browser.ScrollToAsync("restart-error");
        }
    }
}
