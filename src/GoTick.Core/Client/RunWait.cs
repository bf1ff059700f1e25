using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>What from outside a run waits for.</summary>
/// <param name="Kind"><see cref="StepKind.Signal"/>, <see cref="StepKind.Approval"/> or <see cref="StepKind.Reboot"/> (of the machine named).</param>
/// <param name="Name">Its name; a long one ends in <c>…</c>.</param>
public sealed record RunWait(StepKind Kind, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} '{Name}'";

    internal static RunWait? Of(ItemHeader header)
    {
        if (HeaderFields.IsDeaf(header) || !header.Fields.TryGetValue(HeaderFields.Waits, out string? text))
        {
            return null;
        }

        int at = text.IndexOf(':', StringComparison.Ordinal);
        return new RunWait(Enum.Parse<StepKind>(text.AsSpan(0, at), ignoreCase: true), text[(at + 1)..]);
    }
}
