using GoTick.Core.Errors;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Tests.Remote;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://host", "https://host", "https://host/api/v1/")]
    [InlineData("https://host:7777/", "https://host:7777", "https://host:7777/api/v1/")]
    [InlineData("HTTPS://Host/gotick", "https://host/gotick", "https://host/gotick/api/v1/")]
    [InlineData("http://127.0.0.1:7777", "http://127.0.0.1:7777", "http://127.0.0.1:7777/api/v1/")]
    [InlineData("http://localhost:1", "http://localhost:1", "http://localhost:1/api/v1/")]
    [InlineData("http://[::1]:1", "http://[::1]:1", "http://[::1]:1/api/v1/")]
    public void Parse_AnAddressOfAServer_IsItsApi(string address, string shown, string api)
    {
        RemoteAddress parsed = RemoteAddress.Parse(address);

        Assert.True(RemoteAddress.Matches(address));
        Assert.Equal((shown, api), (parsed.ToString(), parsed.ApiRoot.AbsoluteUri));
    }

    [Theory]
    [InlineData("http://host")]
    [InlineData("http://192.168.0.1:7777")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("https://user:s3cret@host")]
    [InlineData("https://host?key=s3cret")]
    [InlineData("https://host#s3cret")]
    [InlineData("https://")]
    [InlineData("https:host:s3cret")]
    public void Parse_WhatWouldShowAKeyOrIsNoAddress_IsRefusedWithoutRepeatingSecrets(string address)
    {
        TickException error = Assert.Throws<TickException>(() => RemoteAddress.Parse(address));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
