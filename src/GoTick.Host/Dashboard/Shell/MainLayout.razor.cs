using GoTick.Host.Dashboard.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace GoTick.Host.Dashboard.Shell;

/// <summary>The frame of every page: bar, navigation, what the store says, the page.</summary>
public sealed partial class MainLayout : IDisposable
{
    private MudThemeProvider? _provider;
    private ErrorBoundary? _boundary;
    private Theme _theme;
    private bool _isSystemDark;
    private bool _isDark;
    private bool _isOpen = true;
    private bool _isReady;

    [CascadingParameter]
    private Theme Chosen { get; set; }

    [Inject]
    private Browser Browser { get; set; } = default!;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Inject]
    private Rights Rights { get; set; } = default!;

    private string SkipLink => Navigation.Uri.Split('#')[0] + "#main";

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _theme = Chosen;
        _isDark = _theme == Theme.Dark;
        Navigation.LocationChanged += OnMoved;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        Clock.Use(await Browser.ZoneAsync());
        _isSystemDark = await _provider!.GetSystemDarkModeAsync();
        await _provider.WatchSystemDarkModeAsync(OnSystemChangedAsync);
        await Rights.LoadAsync();
        _isReady = true; // not before: a page would flash in the wrong colours and another zone's times
        Apply();
    }

    private Task OnSystemChangedAsync(bool isDark)
    {
        _isSystemDark = isDark;
        Apply();
        return Task.CompletedTask;
    }

    private async Task Choose(Theme theme)
    {
        _theme = theme;
        Apply();
        await Browser.RememberAsync(Preferences.ThemeCookie, Preferences.Word(theme));
    }

    private void Apply()
    {
        _isDark = _theme == Theme.Dark || (_theme == Theme.System && _isSystemDark);
        StateHasChanged();
    }

    private void Toggle() => _isOpen = !_isOpen;

    private void Recover() => _boundary?.Recover();

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        _boundary?.Recover(); // a page that failed says nothing about the next one
        if (_isReady && Rights.Caller is null)
        {
            await Rights.LoadAsync();
            StateHasChanged();
        }
    });
}
