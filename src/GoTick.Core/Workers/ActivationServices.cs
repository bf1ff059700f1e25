using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

/// <summary>What activations share in one worker.</summary>
internal sealed record ActivationServices
{
    /// <summary>The texts of flow versions.</summary>
    public required FlowTexts Texts { get; init; }

    /// <summary>What the branches of gates share.</summary>
    public required GateTexts Gates { get; init; }

    /// <summary>Starts an independent run under a nonce; repeated with the same nonce it starts nothing more.</summary>
    public required Func<StartRequest, string, CancellationToken, Task<ItemId>> Start { get; init; }

    /// <summary>A flow as the catalogue has it now, or <c>TickFlowNotFound</c>.</summary>
    public required Func<string, CancellationToken, Task<FlowDefinition>> FindFlow { get; init; }

    /// <summary>Puts a flow's text into a partition that lacks it.</summary>
    public required Func<FlowDefinition, int, CancellationToken, Task> RestoreText { get; init; }

    /// <summary>Cancels the living children of a run, or of the branches of one of its gates; true while any lives.</summary>
    public required Func<ItemId, string?, CancellationToken, Task<bool>> EndChildren { get; init; }

    /// <summary>Sends a signal; gives its id.</summary>
    public required Func<SignalRequest, CancellationToken, Task<string>> Send { get; init; }

    /// <summary>Where permits of limits are asked for.</summary>
    public required PermitDoor Door { get; init; }

    /// <summary>The machine, for flows that reboot it.</summary>
    public MachineReboot Machine { get; init; } = MachineReboot.Of(null);

    /// <summary>True when the worker serves the machine's own queue, too.</summary>
    public bool ServesMachine { get; init; }

    /// <summary>For a replay without a worker: the text and block in place of the run's own, and nothing is done or written; null = a real activation.</summary>
    public ReplayText? Replay { get; init; }

    /// <summary>Waits up to this long stay in the slot.</summary>
    public required TimeSpan ParkUpTo { get; init; }

    /// <summary>After so many deaths of workers in a row an item is not run again; 0 = it always is.</summary>
    public int MaxCrashes { get; init; }

    /// <summary>The format of journals that the worker understands.</summary>
    public required int Format { get; init; }

    /// <summary>The process' clock.</summary>
    public required TimeProvider Time { get; init; }
}
