using System.Management.Automation;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A time span must be 0 or more.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotNegativeAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan span && span < TimeSpan.Zero)
        {
            throw new ValidationMetadataException($"The time span {span} is negative; it must be 0 or more.");
        }
    }
}
