using Microsoft.Extensions.Localization;
using MudBlazor;

namespace GoTick.Host.Dashboard;

/// <summary>The texts of the components of MudBlazor, from the dashboard's own.</summary>
internal sealed class MudTexts(Texts texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] =>
        texts.Find(key) is { } text ? new LocalizedString(key, text) : new LocalizedString(key, key, resourceNotFound: true);
}
