using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GoTick.Core.Stores.Sqlite;

/// <summary>
/// <c>flock(2)</c> on a file of its own. Called directly: a FileStream takes a lock of its own on what it opens. Two locks on one file exclude each
/// other within a process too.
/// </summary>
internal sealed partial class FileLock : IProcessLock
{
    private const int ReadWrite = 2;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int Unlock = 8;
    private const int Interrupted = 4;

    private FileLock(SafeFileHandle file) => File = file;

    /// <summary>The locked file.</summary>
    public SafeFileHandle File { get; }

    // Programs that a flow starts must not inherit the lock.
    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>Opens the file, which is made, for its owner only, if it does not exist.</summary>
    public static FileLock Open(string path)
    {
        OwnerOnly.CreateFile(path);
        int file = Open(path, ReadWrite | CloseOnExec);
        return file >= 0
            ? new FileLock(new SafeFileHandle(file, ownsHandle: true))
            : throw new IOException($"The lock '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public bool TryEnter() => Call(Exclusive | NonBlocking);

    public void Enter()
    {
        if (!Call(Exclusive))
        {
            throw new IOException($"The lock of the store failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    public void Exit() => Call(Unlock);

    public void Dispose() => File.Dispose();

    private bool Call(int operation)
    {
        int result;
        do
        {
            result = Flock(File, operation);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result == 0;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
