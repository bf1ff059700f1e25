using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>The rewritten texts of a version as read-only files, so that helpers can be dot-sourced and error positions can be opened.</summary>
internal static class MaterialisedFiles
{
    /// <summary>Writes the files, or finds them written. Several processes may do it at once; each sees a whole folder or none.</summary>
    /// <param name="version">The version.</param>
    /// <param name="texts">Its rewritten texts, by path.</param>
    /// <param name="cacheRoot">A folder of this user's own.</param>
    /// <returns>The full path of the folder.</returns>
    /// <exception cref="TickException"><c>TickFlowTextMismatch</c>: a file's path leads out of the folder.</exception>
    public static string Write(FlowVersion version, IReadOnlyDictionary<string, string> texts, string cacheRoot)
    {
        string root = Path.GetFullPath(cacheRoot);
        string folder = Path.Combine(root, version.Hash);
        foreach (string path in texts.Keys)
        {
            CheckPath(path, version.Hash);
        }

        Directory.CreateDirectory(root);
        Mark(folder, TimeProvider.System.GetUtcNow()); // first, so that nobody removes it between the look and the use
        // Twice at most: the folder that another process put there is right, or is replaced once.
        for (int attempt = 0; !IsWritten(folder, texts); attempt++)
        {
            if (attempt == 3)
            {
                throw new IOException($"The folder '{folder}' keeps changing while the texts of a flow are written to it.");
            }

            Replace(folder, texts, root);
        }

        return folder;
    }

    /// <summary>Notes that a version's folder is in use; false when there is none.</summary>
    public static bool Mark(string folder, DateTimeOffset now)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(folder, now.UtcDateTime);
            return true;
        }
        catch (IOException)
        {
            return Directory.Exists(folder);
        }
    }

    /// <summary>
    /// Removes the folders that nobody has marked since a time, and what an interrupted process left half written. What cannot be removed stays for the
    /// next time.
    /// </summary>
    public static void Clean(string cacheRoot, DateTimeOffset unmarkedSince)
    {
        if (!Directory.Exists(cacheRoot))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(cacheRoot).Where(IsOld).ToList())
        {
            try
            {
                string aside = Path.Combine(cacheRoot, $".{Guid.NewGuid():N}");
                Directory.Move(folder, aside);
                if (IsOld(aside))
                {
                    Delete(aside);
                }
                else
                {
                    Directory.Move(aside, folder); // marked between the look and the move
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use on Windows, or another process removes it, too.
            }
        }

        bool IsOld(string folder) => Directory.GetLastWriteTimeUtc(folder) < unmarkedSince.UtcDateTime;
    }

    /// <summary>True for a path that stays below the folder of its flow, on every system.</summary>
    public static bool IsBelow(string path) =>
        path.Length > 0
        && !Path.IsPathRooted(path)
        && path.AsSpan().IndexOfAny(':', '\\', '\0') < 0
        && !path.Split('/').Any(part => part is "" or "." or "..");

    private static void CheckPath(string path, string hash)
    {
        if (!IsBelow(path))
        {
            throw new TickException(
                TickErrorId.FlowTextMismatch,
                TickErrorKind.Security,
                $"Flow version {hash[..12]} holds a file named '{path}', which leads out of its folder. It is not executed.")
            { Target = path };
        }
    }

    private static bool IsWritten(string folder, IReadOnlyDictionary<string, string> texts)
    {
        try
        {
            return Directory.Exists(folder) && texts.All(t => Path.Combine(folder, t.Key) is var file && File.Exists(file) && File.ReadAllText(file) == t.Value);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // put aside by another process between the look and the reading
        }
    }

    private static void Replace(string folder, IReadOnlyDictionary<string, string> texts, string root)
    {
        string fresh = Path.Combine(root, $".{Guid.NewGuid():N}");
        foreach ((string path, string text) in texts)
        {
            string file = Path.Combine(fresh, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }

        try
        {
            if (IsWritten(folder, texts))
            {
                Delete(fresh); // another process was first, and what is right may be in use: it stays where it is
                return;
            }

            if (Directory.Exists(folder))
            {
                string old = Path.Combine(root, $".{Guid.NewGuid():N}");
                Directory.Move(folder, old);
                Delete(old);
            }

            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(fresh))
        {
            // Another process was first; the caller checks what it wrote.
            Delete(fresh);
        }
    }

    private static void Delete(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(folder, recursive: true);
    }
}
