using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>
/// What the viewer may do, so that pages do not offer what would be refused. It decides nothing: the door does, at each call, by the same table.
/// </summary>
public sealed class Rights(ITickClient client, Texts texts)
{
    // A store that is away must not keep the page away, too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The viewer; null while nobody knows: everything is offered then, and the door answers.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>Asks who it is.</summary>
    public async Task LoadAsync()
    {
        using var time = new CancellationTokenSource(Patience);
        try
        {
            Caller = await client.GetCallerAsync(time.Token);
        }
        catch (Exception e) when (e is TickException or OperationCanceledException)
        {
            Caller = null; // each page that is opened says why
        }
    }

    /// <summary>What the viewer lacks to call a member of the door; null when they may.</summary>
    public string? Lack(string member) => Caller is not { } caller ? null : Lack(caller, AccessRules.Of(member));

    private string? Lack(Caller caller, AccessRule rule) =>
        !caller.May(rule.Scope) ? texts["Rights.Scope", string.Join(", ", rule.Scope.Names())]
        : rule.IsOfAll && !caller.Grants.AreAll ? texts["Rights.AllFlows"]
        : null;
}
