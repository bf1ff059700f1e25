using System.Security.Cryptography;
using System.Text;

namespace GoTick.PowerShell.Hosting;

/// <summary>The versions that a flows folder has or had, kept in a file of this user's, so that a restarted worker still trusts its older texts.</summary>
internal sealed class FolderHistory
{
    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly HashSet<string> _versions;

    /// <param name="folder">The flows folder, as a full path.</param>
    /// <param name="root">Where the file is kept.</param>
    public FolderHistory(string folder, string root)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
        }
        else
        {
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _file = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 16)) + ".txt");
        _versions = File.Exists(_file) ? [.. File.ReadAllLines(_file)] : [];
    }

    /// <summary>True for a version that the folder has or had.</summary>
    public bool Holds(string version)
    {
        lock (_lock)
        {
            return _versions.Contains(version);
        }
    }

    /// <summary>The folder has this version.</summary>
    public void Add(string version)
    {
        lock (_lock)
        {
            if (_versions.Add(version))
            {
                File.AppendAllLines(_file, [version]);
            }
        }
    }
}
