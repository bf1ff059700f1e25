using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Completion;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Sends a value to runs, for <c>Wait-TickSignal</c> in their flows. A run keeps it until its flow waits for it. In flow scope this is a step, done once;
/// inside a step's block, and outside flows, each call sends another signal, unless <c>-Id</c> says that it is the same.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "TickSignal", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SendTickSignalCommand : TickCommand
{
    /// <summary>The runs: ids, or run objects from the pipeline. One that has ended is the error <c>TickRunEnded</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[] Run { get; set; } = [];

    /// <summary>The signal's name, as the flow waits for it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AwaitedSignalCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The value, at most 1 MiB as it is stored. Default: none, which the flow sees as <c>$null</c>.</summary>
    [Parameter(Position = 2)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>What makes a repeated call the same signal to a run, 1 to 200 characters. Default: each call is another one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    internal override void Take()
    {
        if (FlowContext.Current is { IsFlowScope: true } flow && flow.IsOwnPipeline())
        {
            SendAsSteps(flow);
            return;
        }

        Payload value = Encoded();
        Each(Run, run =>
        {
            if (ShouldProcess(run, $"Send signal '{Name}' in {Connection.Store}"))
            {
                Await(Client.SendSignalAsync(Request(run, value) with { By = Account.OfThisProcess.Name }, StopToken));
            }
        });
    }

    private void SendAsSteps(FlowContext flow)
    {
        if (flow.IsUnwinding)
        {
            throw flow.Unwind();
        }

        try
        {
            if (Credential is not null || (Store is not null && Store != TickSession.Current.Chosen?.Store))
            {
                throw ArgumentBinder.Invalid(nameof(Store), "A flow sends signals in its own store. Take the call into the block of a step to send one elsewhere.");
            }

            Payload value = Encoded();
            foreach (string run in Run)
            {
                flow.Activation.SendSignal(Request(run, value), flow.PositionOf(MyInvocation));
            }
        }
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            throw flow.Raised(e);
        }
    }

    private Payload Encoded() =>
        MyInvocation.BoundParameters.ContainsKey(nameof(Value)) ? ValueCodec.Encode(Value, $"The value of signal '{Name}'") : Payload.None;

    private SignalRequest Request(string run, Payload value) => new() { Run = ItemId.FromStored(run), Name = Name, Value = value, Id = Id };
}
