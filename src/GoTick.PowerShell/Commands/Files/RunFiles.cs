using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands.Files;

/// <summary>Exported runs as files, for the module and the command line.</summary>
internal static class RunFiles
{
    private const string Extension = ".tickrun";

    /// <summary>Where a run goes to: the file itself, or one named after the run when a folder is given.</summary>
    /// <exception cref="TickException"><c>TickArchiveExists</c>.</exception>
    public static string ForExport(string path, ItemId run, bool overwrites)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName(run) + Extension) : path;
        return overwrites || !File.Exists(file)
            ? file
            : throw new TickException(TickErrorId.ArchiveExists, TickErrorKind.Conflict, $"'{file}' is there already. Name another file, or replace it with -Force.")
            { Target = file };
    }

    /// <summary>Writes a run; the file is there once it is whole, and not before.</summary>
    public static async Task WriteAsync(ITickClient client, ItemId run, string path, bool overwrites, CancellationToken cancel)
    {
        string partial = path + ".partial";
        try
        {
            await using (FileStream to = Open(() => new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None), path))
            {
                await client.ExportAsync(run, to, cancel);
            }

            File.Move(partial, path, overwrites);
        }
        catch (IOException e)
        {
            throw Unreadable(path, e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Imports a file.</summary>
    /// <exception cref="TickException"><c>TickArchiveNotFound</c>, <c>TickArchiveInvalid</c>, <c>TickRunExists</c>.</exception>
    public static async Task<StartResult> ReadAsync(ITickClient client, string path, ItemId? id, CancellationToken cancel)
    {
        try
        {
            await using FileStream from = Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), path);
            return await client.ImportAsync(from, id, cancel);
        }
        catch (IOException e)
        {
            throw Unreadable(path, e);
        }
    }

    // A child's id holds '/', an occurrence's ':'.
    private static string FileName(ItemId run) => string.Concat(run.Text.Select(c => c is '/' or ':' ? '_' : c));

    private static FileStream Open(Func<FileStream> open, string path)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static TickException Unreadable(string path, Exception error) =>
        new(TickErrorId.ArchiveNotFound, TickErrorKind.NotFound, $"'{path}' cannot be used: {error.Message}", error) { Target = path };
}
