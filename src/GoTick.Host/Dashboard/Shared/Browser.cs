using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>The few things that only the browser can do.</summary>
public sealed class Browser(IJSRuntime runtime) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Keeps a choice in a cookie for a year.</summary>
    public async Task RememberAsync(string name, string value) => await (await ModuleAsync()).InvokeVoidAsync("remember", name, value);

    /// <summary>The viewer's time zone, an IANA id.</summary>
    public async Task<string> ZoneAsync() => await (await ModuleAsync()).InvokeAsync<string>("zone");

    /// <summary>Scrolls an element to its end.</summary>
    public async Task ScrollToEndAsync(ElementReference element) => await (await ModuleAsync()).InvokeVoidAsync("scrollToEnd", element);

    /// <summary>Scrolls a line of a text into view.</summary>
    public async Task ScrollToAsync(string id) => await (await ModuleAsync()).InvokeVoidAsync("scrollToId", id);

    /// <summary>Puts what stands in a field into the clipboard; false when the browser does not let it (over plain HTTP): it is selected then, to be copied by hand.</summary>
    public async Task<bool> CopyAsync(string id) => await (await ModuleAsync()).InvokeAsync<bool>("copy", id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is null)
        {
            return;
        }

        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone first, and its module with it.
        }
    }

    private Task<IJSObjectReference> ModuleAsync() => _module ??= runtime.InvokeAsync<IJSObjectReference>("import", "./dashboard.js").AsTask();
}
