using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>Who uses this process.</summary>
public static class Account
{
    /// <summary>The account that the process runs under. Unverified: over a store nobody checks it.</summary>
    public static Person OfThisProcess { get; } = new(
        OperatingSystem.IsWindows() && Environment.UserDomainName is { Length: > 0 } domain ? domain + '\\' + Environment.UserName
        : Environment.UserName is { Length: > 0 } name ? name
        : "unknown", // a number without a name, as containers give
        IsVerified: false);
}
