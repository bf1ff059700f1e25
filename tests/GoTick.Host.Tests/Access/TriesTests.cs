using System.Net;
using GoTick.Host.Access;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Host.Tests.Access;

public sealed class TriesTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Fail_TenTimes_WaitsThenRecovers()
    {
        var tries = new Tries(_time);
        bool[] last = [.. Enumerable.Range(0, Tries.AtOnce).Select(_ => tries.Fail(One))];

        Assert.Equal(1, last.Count(l => l));
        Assert.True(last[^1]);
        Assert.Equal(TimeSpan.FromSeconds(6), tries.WaitOf(One));
        Assert.Null(tries.WaitOf(IPAddress.Parse("192.0.2.2")));
        Assert.Equal(TimeSpan.FromSeconds(6), tries.WaitOf(One.MapToIPv6()));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(tries.WaitOf(One));
    }

    [Fact]
    public void Fail_OneMachinesIPv6Addresses_CountTogether()
    {
        var tries = new Tries(_time);
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            tries.Fail(IPAddress.Parse($"2001:db8:0:1::{i}"));
        }

        Assert.NotNull(tries.WaitOf(IPAddress.Parse("2001:db8:0:1:ffff::1")));
        Assert.Null(tries.WaitOf(IPAddress.Parse("2001:db8:0:2::1")));
    }

    [Fact]
    public void Fail_ManyAddresses_ForgetsTheLongestQuietOnly()
    {
        var tries = new Tries(_time);
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            tries.Fail(IPAddress.Parse("198.51.100.1"));
        }

        for (int i = 0; i < Tries.AtOnce; i++)
        {
            tries.Fail(One);
        }

        for (int i = 0; i < Tries.MaxAddresses - 1; i++)
        {
            tries.Fail(new IPAddress(0x0A000000 + i));
        }

        Assert.NotNull(tries.WaitOf(One));
        Assert.Null(tries.WaitOf(IPAddress.Parse("198.51.100.1")));
    }
}
