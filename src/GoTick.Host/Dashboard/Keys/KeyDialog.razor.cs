using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GoTick.Host.Dashboard.Keys;

/// <summary>Makes a key, and shows it once.</summary>
public sealed partial class KeyDialog
{
    private static readonly KeyScope[] Each = [KeyScope.Read, KeyScope.Start, KeyScope.Operate, KeyScope.Admin];
    private string? _name;
    private string? _flows;
    private double? _days;
    private KeyScope _scopes = KeyScope.Read;
    private NewKey? _made;
    private TickException? _error;
    private bool _isBusy;
    private bool _isCopied;
    private bool _cannotCopy;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private ITickClient Client { get; set; } = default!;

    [Inject]
    private Browser Browser { get; set; } = default!;

    /// <summary>What the key will be for, with what its scopes imply.</summary>
    private KeyScope Covered => _scopes.WithImplied();

    private void Set(KeyScope scope, bool isChosen) => _scopes = isChosen ? _scopes | scope : _scopes & ~scope;

    private async Task CreateAsync()
    {
        _isBusy = true;
        _error = null;
        try
        {
            bool isNarrow = !string.IsNullOrWhiteSpace(_flows) && !_scopes.HasFlag(KeyScope.Admin);
            _made = await Client.CreateKeyAsync(new KeyRequest
            {
                Name = _name?.Trim() ?? "",
                Scopes = _scopes,
                Grants = isNarrow ? FlowGrants.Parse(_flows!.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) : FlowGrants.All,
                Life = KeyRequest.LifeOf(_days),
            });
        }
        catch (TickException e)
        {
            _error = e;
        }

        _isBusy = false;
    }

    private async Task CopyAsync()
    {
        _isCopied = await Browser.CopyAsync("key-text");
        _cannotCopy = !_isCopied;
    }
}
