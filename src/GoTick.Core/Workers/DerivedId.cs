using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>An id that follows from a step: the same on every pass, on every worker.</summary>
internal static class DerivedId
{
    // 80 bits: among a million children of one tree two are alike once in a million trees. Headers stay short.
    private const int ChildBytes = 10;

    /// <summary>An id that no other step has: not of an item that was made under this id before or later, nor of this one before it went on as new.</summary>
    public static string Of(ItemHeader item, StepKey step) => Convert.ToHexStringLower(Hash(item, step, "").AsSpan(0, 16));

    /// <summary>The child that a step starts. Each attempt of a branch starts another one.</summary>
    public static ItemId Child(ItemHeader item, StepKey step, int branchAttempt)
    {
        string attempt = branchAttempt == 1 ? "" : "\n" + branchAttempt.ToString(CultureInfo.InvariantCulture);
        return item.Id.Child(Convert.ToHexStringLower(Hash(item, step, attempt).AsSpan(0, ChildBytes)));
    }

    private static byte[] Hash(ItemHeader item, StepKey step, string more) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{item.Id.Text}\n{item.Created.Micros}\n{item.Epoch}\n{step.Text.ToLowerInvariant()}{more}")));
}
