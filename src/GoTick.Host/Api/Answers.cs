using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Http.Extensions;

namespace GoTick.Host.Api;

/// <summary>Answers, and the small things that most routes need.</summary>
internal static class Answers
{
    /// <summary>An answer.</summary>
    public static ApiResult<T> Of<T>(T value) => new(value);

    /// <summary>A whole list.</summary>
    public static ApiResult<Page<T>> All<T>(IReadOnlyList<T> items) => new(new Page<T>(items));

    /// <summary>A page, with the link to the next one.</summary>
    /// <param name="context">The call.</param>
    /// <param name="page">The page.</param>
    /// <param name="parameter">The query parameter that <see cref="Page{T}.Next"/> is for.</param>
    public static ApiResult<Page<T>> Paged<T>(HttpContext context, Page<T> page, string parameter) => new(page)
    {
        Link = page.Next is { } next ? $"<{LinkTo(context.Request, parameter, next)}>; rel=\"next\"" : null,
    };

    /// <summary>The path of a run.</summary>
    public static string PathOf(HttpContext context, ItemId run) => $"{context.Request.PathBase}{Api.Root}/runs/{Uri.EscapeDataString(run.Text)}";

    /// <summary>A name of a path: what stands in one segment; its slashes came encoded, and routing leaves those alone.</summary>
    public static string Name(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The run of a path.</summary>
    public static ItemId Run(string segment) => ItemId.FromStored(Name(segment));

    /// <summary>How much of a list is wanted.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, with the range.</exception>
    public static int Limit(int? limit, int usual = 100, int most = 1_000) => InRange("limit", limit ?? usual, 1, most);

    /// <summary>Checks a number.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, with the range.</exception>
    public static int InRange(string name, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new TickException(
            TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it can be {least} to {most}."))
        { Target = name };

    private static string LinkTo(HttpRequest request, string parameter, string next)
    {
        var query = new QueryBuilder();
        foreach ((string name, string? value) in request.Query.Where(p => p.Key != parameter).SelectMany(p => p.Value.Select(v => (p.Key, v))))
        {
            query.Add(name, value ?? "");
        }

        query.Add(parameter, next);
        return request.PathBase + request.Path + query;
    }
}
