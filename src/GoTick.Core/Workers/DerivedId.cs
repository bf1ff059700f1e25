using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

/// <summary>An id that follows from a step: the same on every pass, on every worker.</summary>
internal static class DerivedId
{
    public static string Of(ItemId item, StepKey step)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(item.Text + "\n" + step.Text.ToLowerInvariant()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
