using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary>Makes what executes scripts in this host.</summary>
internal static class Executor
{
    /// <summary>Texts are laid down in the user's data folder; the stand-ins are added where PowerShell's own commands are missing.</summary>
    public static FlowExecutor Create() => new(
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "gotick", "versions"),
        StandIns.StandIns.AddTo,
        StandIns.StandIns.AttachTo);
}
