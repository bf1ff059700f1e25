using System.Management.Automation;
using System.Management.Automation.Host;

namespace GoTick.PowerShell.Display;

/// <summary>The terminal of a PowerShell session.</summary>
internal sealed class HostScreen : IScreen
{
    private readonly PSHost _host;

    private HostScreen(PSHost host) => _host = host;

    /// <inheritdoc/>
    public int Width => _host.UI.RawUI.WindowSize.Width;

    /// <inheritdoc/>
    public int Height => _host.UI.RawUI.WindowSize.Height;

    /// <inheritdoc/>
    public bool HasColour { get; } = Environment.GetEnvironmentVariable("NO_COLOR") is null or "" && PSStyle.Instance.OutputRendering != OutputRendering.PlainText;

    /// <summary>The session's terminal; null when it has none in which a picture can change: output that goes to a file, a host without a screen.</summary>
    public static HostScreen? Of(PSHost host)
    {
        if (host.UI is not { SupportsVirtualTerminal: true, RawUI: { } raw } || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb" or "")
        {
            return null;
        }

        try
        {
            return raw.WindowSize.Width > 0 ? new HostScreen(host) : null;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or IOException)
        {
            return null; // a host that does not know its size cannot go back over what it wrote
        }
    }

    /// <inheritdoc/>
    public void Write(string text) => _host.UI.Write(text);
}
