using MudBlazor;

namespace GoTick.Host.Dashboard.Shell;

/// <summary>Colours and letters. Every colour of a text has a contrast of 4.5 at least on its ground, in the light and in the dark.</summary>
internal static class DashboardTheme
{
    private static readonly string[] Letters =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Value { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5cad",
            Secondary = "#5b3fa8",
            Success = "#146c32",
            Error = "#a51d16",
            Warning = "#7a4d00",
            Info = "#0b5a8a",
            Background = "#f6f8fa",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1f2328",
            DrawerBackground = "#ffffff",
            DrawerText = "#1f2328",
            DrawerIcon = "#57606a",
            TextPrimary = "#1f2328",
            TextSecondary = "#57606a",
            TextDisabled = "#6e7781",
            ActionDefault = "#57606a",
            LinesDefault = "#d8dee4",
            LinesInputs = "#8c959f",
            TableLines = "#d8dee4",
            Divider = "#d8dee4",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#79b8ff",
            PrimaryContrastText = "#0b1a2b",
            Secondary = "#c3b0ff",
            SecondaryContrastText = "#0b1a2b",
            Success = "#6fd68a",
            SuccessContrastText = "#0b1a2b",
            Error = "#ff9a92",
            ErrorContrastText = "#0b1a2b",
            Warning = "#f2c14e",
            WarningContrastText = "#0b1a2b",
            Info = "#7ccbf2",
            InfoContrastText = "#0b1a2b",
            Background = "#0d1117",
            Surface = "#161b22",
            AppbarBackground = "#161b22",
            AppbarText = "#e6edf3",
            DrawerBackground = "#161b22",
            DrawerText = "#e6edf3",
            DrawerIcon = "#9aa4af",
            TextPrimary = "#e6edf3",
            TextSecondary = "#9aa4af",
            TextDisabled = "#8b949e",
            ActionDefault = "#9aa4af",
            LinesDefault = "#30363d",
            LinesInputs = "#6e7681",
            TableLines = "#30363d",
            Divider = "#30363d",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.875rem" },
            H1 = new H1Typography { FontFamily = Letters, FontSize = "1.375rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = Letters, FontSize = "1.125rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Letters, FontSize = "1rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Letters, FontSize = "1.05rem", FontWeight = "600", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "500", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DrawerWidthLeft = "212px", AppbarHeight = "52px", DefaultBorderRadius = "6px" },
    };
}
