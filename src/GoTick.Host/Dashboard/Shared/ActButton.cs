using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace GoTick.Host.Dashboard.Shared;

/// <summary>A button for what not everybody may do: who may not, sees it switched off, and what they lack as its title.</summary>
public sealed class ActButton : MudButton
{
    private string? _lack;

    /// <summary>The member of the door that it leads to.</summary>
    [Parameter, EditorRequired]
    public string For { get; set; } = "";

    [Inject]
    private Rights Rights { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        _lack = Rights.Lack(For);
        if (_lack is not null)
        {
            Disabled = true;
            UserAttributes = new Dictionary<string, object?>(UserAttributes) { ["title"] = _lack };
        }
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder __builder)
    {
        if (_lack is null)
        {
            base.BuildRenderTree(__builder);
            return;
        }

        // A button that is off takes no pointer, so that what is around it has to say why.
        __builder.OpenElement(0, "span");
        __builder.AddAttribute(1, "class", "lacking");
        __builder.AddAttribute(2, "title", _lack);
        __builder.OpenRegion(3);
        base.BuildRenderTree(__builder);
        __builder.CloseRegion();
        __builder.CloseElement();
    }
}
