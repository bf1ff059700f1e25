using System.Net;
using System.Net.Sockets;
using GoTick.Core.Errors;

namespace GoTick.Host.Tests.Processes;

public sealed class ServerProcessTests
{
    [Fact]
    public async Task Server_WhereSomebodyListensAlready_SaysSoInOneSentence()
    {
        using var folder = new TestFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using Gotick server = await Gotick.RunAsync(folder.Path, "server", "--no-worker", "--urls", $"http://{other.LocalEndpoint}");

        Assert.Equal(2, server.ExitCode);
        Assert.StartsWith($"gotick: {TickErrorId.AddressUnavailable}: ", Assert.Single(server.Messages), StringComparison.Ordinal);
    }
}
