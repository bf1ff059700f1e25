using GoTick.Core.Execution;

namespace GoTick.Core.Journal;

/// <summary>Where a script and its journal part.</summary>
/// <param name="Step">The step that the script came to; null when it came to its end.</param>
/// <param name="Found">What the script did: <c>the script came to memo 'x'</c>.</param>
/// <param name="Expected">What the journal goes on with: <c>task 'y'</c>.</param>
/// <param name="Where">The place in the script; without a line when it came to its end.</param>
public sealed record JournalMismatch(string? Step, string Found, string Expected, SourcePosition Where);
