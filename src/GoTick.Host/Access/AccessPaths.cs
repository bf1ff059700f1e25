namespace GoTick.Host.Access;

/// <summary>The paths that access is about.</summary>
internal static class AccessPaths
{
    public const string Login = "/login";
    public const string Logout = "/logout";
    private static readonly PathString Api = "/api";
    private static readonly PathString OpenApi = "/openapi";
    private static readonly PathString Import = "/api/v1/runs/import";

    /// <summary>True for what programs call: they get a status, not a page to log in.</summary>
    public static bool IsApi(PathString path) => path.StartsWithSegments(Api) || path.StartsWithSegments(OpenApi);

    /// <summary>True for what takes files.</summary>
    public static bool TakesFiles(PathString path) => path.StartsWithSegments(Import);

    /// <summary>A place of this server to go on to; <c>/</c> for any other: a link to log in must not lead elsewhere.</summary>
    public static string Local(string? to) => to is ['/', ..] && to is not ['/', '/' or '\\', ..] && !to.Any(char.IsControl) ? to : "/";
}
