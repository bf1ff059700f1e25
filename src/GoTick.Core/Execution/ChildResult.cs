using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>How a child ended.</summary>
/// <param name="Run">The child.</param>
/// <param name="Output">What it wrote; none when it wrote nothing.</param>
/// <param name="Error">What the script sees: <c>TickChildFailed</c>, <c>TickChildCanceled</c> or <c>TickChildTimedOut</c>; null when it completed.</param>
public sealed record ChildResult(ItemId Run, Payload Output, FailureDetails? Error);
