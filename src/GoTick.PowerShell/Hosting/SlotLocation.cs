using System.Management.Automation;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The current location of a slot, by drive and path on it. <c>Set-Location</c> resolves and globs for 0.5 ms; comparing costs nothing, and going back
/// to a place where the slot has been is two assignments.
/// </summary>
internal sealed class SlotLocation(PathIntrinsics path, DriveManagementIntrinsics drives, PSVariable? pwd)
{
    private readonly Dictionary<string, (Place Place, object? Pwd)> _known = new(StringComparer.Ordinal);

    /// <summary>Where the slot is.</summary>
    public Place Now => new(drives.Current, drives.Current.CurrentLocation);

    /// <summary>Goes to a folder of the file system.</summary>
    public void GoTo(string folder)
    {
        if (_known.TryGetValue(folder, out (Place Place, object? Pwd) known))
        {
            Return(known.Place, known.Pwd);
            return;
        }

        path.SetLocation(WildcardPattern.Escape(folder));
        _known[folder] = (Now, pwd?.Value);
    }

    /// <summary>Back to where it was.</summary>
    public void Return(Place before) => Return(before, null);

    private void Return(Place before, object? shown)
    {
        if (Now == before)
        {
            return;
        }

        if (drives.Current != before.Drive || pwd is null)
        {
            string root = before.Drive.VolumeSeparatedByColon ? before.Drive.Name + ":" + Path.DirectorySeparatorChar : before.Drive.Root;
            path.SetLocation(WildcardPattern.Escape(root + before.Relative));
            return;
        }

        before.Drive.CurrentLocation = before.Relative;
        pwd.Value = shown ?? path.CurrentLocation;
    }

    /// <summary>A drive and the path on it.</summary>
    public readonly record struct Place(PSDriveInfo Drive, string Relative);
}
