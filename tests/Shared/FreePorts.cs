using System.Net;
using System.Net.Sockets;

namespace GoTick.Tests.Shared;

/// <summary>
/// Ports of the loopback that nobody listens on. Below the range from which systems take the ports of outgoing connections, so that none is lost between
/// its choice and its use.
/// </summary>
internal static class FreePorts
{
    private const int From = 12_000;
    private const int To = 32_000;

    public static int Next()
    {
        while (true)
        {
            int port = Random.Shared.Next(From, To);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another.
            }
        }
    }
}
