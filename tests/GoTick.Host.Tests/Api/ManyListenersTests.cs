using System.Net;
using System.Net.Sockets;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Api;

/// <summary>A thousand who never read.</summary>
public sealed class ManyListenersTests : IAsyncLifetime
{
    private const int Count = 1_000;
    private readonly List<Socket> _silent = [];
    private ApiRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await ApiRig.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _silent.ForEach(s => s.Dispose());
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task Follow_AThousandWhoNeverRead_TheServerGoesOnAnswering()
    {
        await _rig.PublishAsync("talk", "1..100 | ForEach-Object { $n = $_; Invoke-TickTask \"t$n\" { 1..20 | ForEach-Object { Write-Host ('x' * 500) } } }");
        await _rig.StartRunAsync("talk", "r");
        byte[] request = Encoding.ASCII.GetBytes("GET /api/v1/runs/r/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };
            _silent.Add(socket);
            await socket.ConnectAsync(_rig.Address.Host, _rig.Address.Port);
            await socket.SendAsync(request);
        }

        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await _rig.StartWorkerAsync();
        Task<IReadOnlyList<EventReader.Event>> following = reader.AllAsync();
        while (!following.IsCompleted)
        {
            Assert.Equal(HttpStatusCode.OK, (await _rig.GetAsync("/api/v1/runs/r")).Status);
        }

        IReadOnlyList<EventReader.Event> events = await following;
        Assert.Equal(2_000, events.Count(e => e.Name == "log"));
        Assert.Equal("Completed", events[^1].Text);
        Assert.Equal(HttpStatusCode.Created, (await _rig.PostAsync("/api/v1/runs", """{"flow":"talk"}""")).Status);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Count * 200L * 1024);
    }
}
