using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Takes runs, steps and log records where the ids of runs are wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RunIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return plain switch
        {
            TickRun run => run.Id,
            TickStep step => step.RunId,
            TickApproval approval => approval.RunId,
            TickLogRecord record => record.RunId,
            object?[] several => several.Select(one => Transform(engineIntrinsics, one)).ToArray(),
            _ => inputData,
        };
    }
}
