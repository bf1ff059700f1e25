using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Streams;

/// <summary>What a block without a value writes to the pipeline: it is kept in the step's log.</summary>
internal static class StepLogOutput
{
    /// <summary>Keeps an output in the log of the flow's step; the step itself has no value.</summary>
    public static Func<IReadOnlyList<object?>, Payload> Keep(FlowContext flow) => output =>
    {
        foreach (object? value in output)
        {
            flow.Log.Write(StreamKind.Output, value?.ToString() ?? "");
        }

        return Payload.None;
    };
}
