using GoTick.Host.Dashboard.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace GoTick.Host.Dashboard;

/// <summary>The page around the pages. It is rendered once; what moves is below <c>Routes</c>, over the browser's connection.</summary>
public sealed partial class App
{
    // Nothing is rendered before the connection stands: a page would be loaded from the store twice.
    private static readonly InteractiveServerRenderMode Mode = new(prerender: false);

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    private Preferences Preferences { get; set; } = new();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Preferences = Preferences.Of(Context.Request);
        T.Language = Preferences.Language;
    }
}
