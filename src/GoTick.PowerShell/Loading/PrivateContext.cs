using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace GoTick.PowerShell.Loading;

/// <summary>
/// Loads the engine and what it stands on (Redis client, SQLite and its native library) apart from everything else in the process, so that the versions
/// of other modules and ours do not meet.
/// </summary>
internal sealed class PrivateContext : AssemblyLoadContext
{
    private const string Engine = "GoTick.Core";
    private static int _isProvided;
    private readonly string _folder;

    private PrivateContext(string folder)
        : base("GoTick") => _folder = folder;

    /// <summary>Has the engine found in a folder, once a process. Where it is loaded normally (the host, tests) there is no such folder, and nothing to do.</summary>
    public static void Provide(string folder)
    {
        if (File.Exists(Path.Combine(folder, Engine + ".dll")) && Interlocked.Exchange(ref _isProvided, 1) == 0)
        {
            var context = new PrivateContext(folder);
            Default.Resolving += (_, name) => name.Name == Engine ? context.LoadFromAssemblyName(name) : null;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string platform in Platforms())
        {
            foreach (string file in FileNames(unmanagedDllName))
            {
                string path = Path.Combine(_folder, "runtimes", platform, "native", file);
                if (File.Exists(path) && NativeLibrary.TryLoad(path, out nint library))
                {
                    return library;
                }
            }
        }

        return 0;
    }

    // A runtime that a Linux distribution built names that distribution; the libraries are there for the portable names only.
    private static string[] Platforms()
    {
        string cpu = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string[] portable = OperatingSystem.IsWindows() ? [$"win-{cpu}"]
            : OperatingSystem.IsMacOS() ? [$"osx-{cpu}"]
            : [$"linux-{cpu}", $"linux-musl-{cpu}"];
        return [RuntimeInformation.RuntimeIdentifier, .. portable];
    }

    private static string[] FileNames(string name) =>
        OperatingSystem.IsWindows() ? [name + ".dll", name]
        : OperatingSystem.IsMacOS() ? [$"lib{name}.dylib", name + ".dylib", name]
        : [$"lib{name}.so", name + ".so", name];
}
