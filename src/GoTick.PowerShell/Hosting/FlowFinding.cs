namespace GoTick.PowerShell.Hosting;

/// <summary>What is wrong with a flow's file.</summary>
/// <param name="ErrorId">Its id.</param>
/// <param name="File">The file, relative to the flow's folder.</param>
/// <param name="Line">From 1; 0 when no place is known.</param>
/// <param name="Column">From 1; 0 when no place is known.</param>
/// <param name="Message">What to read.</param>
internal sealed record FlowFinding(string ErrorId, string File, int Line, int Column, string Message);
