using GoTick.Core.Errors;

namespace GoTick.Tests.Workers;

/// <summary>What a step's block throws, and what its script sees after the last attempt.</summary>
internal sealed class StepError(FailureDetails details) : Exception(details.Message)
{
    public StepError(string id)
        : this(new FailureDetails { ErrorId = id, Message = $"This is {id}.", Type = "System.Exception" })
    {
    }

    public FailureDetails Details { get; } = details;
}
