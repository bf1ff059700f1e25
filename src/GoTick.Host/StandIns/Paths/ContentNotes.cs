using System.Management.Automation;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns.Paths;

/// <summary>Where a piece of content came from, as notes on it; made once for all lines of an item.</summary>
internal sealed record ContentNotes(string Path, string? Parent, string? Child, PSDriveInfo? Drive, ProviderInfo Provider)
{
    public static ContentNotes Of(string path, ProviderCall call)
    {
        call.Unresolved(path, out ProviderInfo provider, out PSDriveInfo? drive);
        try
        {
            return new ContentNotes(path, call.Parent(path), call.ChildName(path), drive, provider);
        }
        catch (PSNotSupportedException)
        {
            // A provider without levels (env:, variable:) has neither parents nor children.
            return new ContentNotes(path, null, null, drive, provider);
        }
    }

    public PSObject AttachTo(PSObject content, long readCount)
    {
        Attach(content, "PSPath", Path);
        if (Parent is not null)
        {
            Attach(content, "PSParentPath", Parent);
            Attach(content, "PSChildName", Child);
        }

        Attach(content, "PSDrive", Drive);
        Attach(content, "PSProvider", Provider);
        Attach(content, "ReadCount", readCount);
        return content;
    }

    private static void Attach(PSObject content, string name, object? value)
        => content.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
