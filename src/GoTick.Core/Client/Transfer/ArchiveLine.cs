namespace GoTick.Core.Client.Transfer;

/// <summary>The names in an archive's lines: a wire format, additive only.</summary>
internal static class ArchiveLine
{
    public const string Kind = "line";
    public const string Begin = "gotick-run";
    public const string Text = "text";
    public const string Run = "run";
    public const string Branch = "branch";
    public const string Child = "child";
    public const string Event = "event";
    public const string Message = "message";
    public const string Outcome = "outcome";
    public const string Log = "log";
    public const string End = "end";
}
