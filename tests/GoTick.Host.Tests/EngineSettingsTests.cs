using System.Management.Automation;

namespace GoTick.Host.Tests;

public sealed class EngineSettingsTests
{
    // PowerShell looks for its settings beside its engine only, which lies elsewhere in a build for a particular system than in one for any.
    [Fact]
    public void Settings_OfTheHost_LieBesideTheEngine()
    {
        string beside = Path.Combine(Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!, "powershell.config.json");

        Assert.True(File.Exists(beside), $"{beside} is missing: each command writes two records for the system log.");
    }
}
