using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Takes a run where its place in a list is wanted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RunCursorTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is TickRun run ? run.Cursor : inputData;
}
