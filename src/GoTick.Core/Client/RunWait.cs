using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>What a run waits for that it does not do itself.</summary>
/// <param name="Kind"><see cref="StepKind.Signal"/>, <see cref="StepKind.Approval"/>, <see cref="StepKind.Child"/>, <see cref="StepKind.Limit"/> or <see cref="StepKind.Reboot"/>.</param>
/// <param name="Name">Its name; a long one ends in <c>…</c>. Of a child, its id; of a reboot, the machine.</param>
public sealed record RunWait(StepKind Kind, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} '{Name}'";

    internal static RunWait? Of(ItemHeader header)
    {
        if (header.Place != Place.Ended && header.Fields.TryGetValue(HeaderFields.Child, out string? child))
        {
            return new RunWait(StepKind.Child, child);
        }

        if (HeaderFields.IsDeaf(header) || !header.Fields.TryGetValue(HeaderFields.Waits, out string? text))
        {
            return null;
        }

        int at = text.IndexOf(':', StringComparison.Ordinal);
        return new RunWait(Enum.Parse<StepKind>(text.AsSpan(0, at), ignoreCase: true), text[(at + 1)..]);
    }
}
