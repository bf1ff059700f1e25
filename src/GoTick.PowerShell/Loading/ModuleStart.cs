using System.Management.Automation;

namespace GoTick.PowerShell.Loading;

/// <summary>What PowerShell calls when the module is imported, before it looks at any cmdlet.</summary>
/// <remarks>Before <see cref="OnImport"/> only this class may be used: every public type of the assembly must load without the engine.</remarks>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport()
    {
        string folder = Path.GetDirectoryName(typeof(ModuleStart).Assembly.Location) ?? "";
        PrivateContext.Provide(Path.Combine(folder, "deps"));
        Hosting.TickTypeAccelerators.Register();
    }
}
