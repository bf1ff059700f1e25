namespace GoTick.Host.Api;

/// <summary>What the document says of a route.</summary>
internal static class RouteWords
{
    /// <summary>Names and describes it.</summary>
    /// <param name="route">The route.</param>
    /// <param name="tag">What it is about.</param>
    /// <param name="name">Its name in generated clients.</param>
    /// <param name="summary">One sentence.</param>
    public static RouteHandlerBuilder Say(this RouteHandlerBuilder route, string tag, string name, string summary) => route.WithTags(tag).WithName(name).WithSummary(summary);
}
