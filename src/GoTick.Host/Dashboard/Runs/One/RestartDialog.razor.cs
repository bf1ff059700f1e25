using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Values;
using GoTick.PowerShell.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>Asks how a run is to be restarted, and does it.</summary>
public sealed partial class RestartDialog
{
    private string _step = "";
    private string? _arguments;
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
    private IRunMender Mender { get; set; } = default!;

    // States and signals have names of their own, and nothing begins at the arguments.
    private static bool CanStart(StepView step) => step.Kind is not (StepKind.State or StepKind.Arguments or StepKind.Signal);

    private async Task RestartAsync()
    {
        _isBusy = true;
        try
        {
            Hashtable? table = string.IsNullOrWhiteSpace(_arguments) ? null : JsonValues.Table(_arguments);
            ItemId next = await Mender.RestartAsync(
                new RunRestart
                {
                    Run = Run.Id,
                    FromStep = _step.Length == 0 ? null : _step,
                    UsesCurrentVersion = _usesCurrent,
                    Arguments = table is null ? null : _ => table,
                },
                CancellationToken.None);
            Dialog.Close(DialogResult.Ok(next));
        }
        catch (TickException e)
        {
            _error = e;
        }
        catch (FormatException e)
        {
            _error = new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, T["Value.NoTable", e.Message]);
        }

        _isBusy = false;
    }
}
