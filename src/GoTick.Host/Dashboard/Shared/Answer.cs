namespace GoTick.Host.Dashboard.Shared;

/// <summary>What a viewer said in a dialog.</summary>
/// <param name="Reason">Why; null = nothing was said.</param>
/// <param name="IsChecked">True when the dialog's box was checked.</param>
public sealed record Answer(string? Reason, bool IsChecked);
