using GoTick.Core.Client;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api;

/// <summary>What runs ask people.</summary>
internal static class ApprovalEndpoints
{
    private const string Tag = "Approvals";

    /// <summary>Adds the routes.</summary>
    public static void MapApprovals(this IEndpointRouteBuilder api)
    {
        api.MapGet("/approvals", ListAsync).Say(Tag, "listApprovals", "The approvals that wait for somebody; those of the newest runs first.");
        api.MapGet("/runs/{id}/approvals", OfRunAsync).Say(Tag, "listRunApprovals", "The approval of a run that is pending; with all=true those that were decided, too.");
        api.MapPost("/runs/{id}/approvals", VoteAsync).Say(Tag, "vote", "Approves or denies what a run asks. Who votes is the caller.");
    }

    private static async Task<ApiResult<Page<ApprovalView>>> ListAsync(string? after, int? limit, HttpContext context, ITickClient client, CancellationToken stop)
    {
        int most = Answers.Limit(limit);
        List<ApprovalView> found = await client.ListApprovalsAsync(after, stop).Take(most + 1).ToListAsync(stop);
        bool isMore = found.Count > most;
        ApprovalView[] shown = [.. found.Take(most)];
        return Answers.Paged(context, new Page<ApprovalView>(shown, isMore ? shown[^1].Cursor : null), "after");
    }

    private static async Task<ApiResult<Page<ApprovalView>>> OfRunAsync(string id, bool? all, ITickClient client, CancellationToken stop) =>
        Answers.All(await client.ReadApprovalsAsync(Answers.Run(id), all ?? false, stop));

    private static async Task<ApiResult<ApprovalView>> VoteAsync(string id, VoteBody body, HttpContext context, ITickClient client, CancellationToken stop) =>
        Answers.Of(await client.VoteAsync(
            new VoteRequest
            {
                Run = Answers.Run(id),
                Name = body.Name,
                Ask = body.Ask,
                Approves = body.Approves,
                By = ApiCaller.PersonOf(context),
                Comment = body.Comment,
            },
            stop));
}
