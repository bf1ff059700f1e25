using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>An error as the API tells it (RFC 9457).</summary>
internal sealed record ApiProblem
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>A URI that names the sort of error: <c>urn:gotick:</c> and <see cref="ErrorId"/>.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The status in words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What happened, why, and what to do now. For people; it may change.</summary>
    public string? Detail { get; init; }

    /// <summary>The path that was called.</summary>
    public string? Instance { get; init; }

    /// <summary>The stable id, one of <see cref="TickErrorId"/>.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What sort of trouble it is.</summary>
    public TickErrorKind? Kind { get; init; }

    /// <summary>What it is about: an id, a name; null where there is no such thing.</summary>
    public string? Target { get; init; }

    /// <summary>The type of an error.</summary>
    public static string TypeOf(string errorId) => "urn:gotick:" + errorId;
}
