using GoTick.Core.Errors;
using GoTick.Core.Stores.Redis;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "redis://localhost:6379")]
    [InlineData("rediss://cache.example:6380", "rediss://cache.example:6380")]
    [InlineData("REDIS://h/3", "redis://h:6379/3")]
    [InlineData("redis://a:1,b:2,c", "redis://a:1,b:2,c:6379")]
    [InlineData("redis://[::1]:7000", "redis://[::1]:7000")]
    [InlineData("redis://h?namespace=team-a&partitions=4", "redis://h:6379?partitions=4&namespace=team-a")]
    [InlineData("redis://s1,s2?sentinel=main", "redis://s1:26379,s2:26379?sentinel=main")]
    [InlineData("redis://h?durability=REPLICATED", "redis://h:6379?durability=replicated")]
    [InlineData("redis://user:s3cret@h", "redis://h:6379")]
    [InlineData("redis://:s3cr@et/with@h:1", "redis://h:1")]
    public void Parse_ValidAddress_IsShownWithoutCredentials(string url, string shown) => Assert.Equal(shown, RedisAddress.Parse(url).ToString());

    [Theory]
    [InlineData("redis://h", null, null, null, null)]
    [InlineData("redis://u:p%40w@h", null, null, "u", "p@w")]
    [InlineData("redis://:p@h", null, null, null, "p")]
    [InlineData("redis://u:p@h", null, "other", "u", "other")]
    [InlineData("redis://u:p@h", "v", "other", "v", "other")]
    public void Parse_Credentials_TheGivenOnesWin(string url, string? user, string? password, string? expectedUser, string? expectedPassword)
    {
        RedisAddress address = RedisAddress.Parse(url, user, password);

        Assert.Equal((expectedUser, expectedPassword), (address.User, address.Password));
    }

    [Theory]
    [InlineData("http://h", "scheme")]
    [InlineData("redis://", "host")]
    [InlineData("redis://h,", "host")]
    [InlineData("redis://h:0", "port")]
    [InlineData("redis://h:65536", "port")]
    [InlineData("redis://h/x", "database")]
    [InlineData("redis://h?partitions=0", "partitions")]
    [InlineData("redis://h?partitions=257", "partitions")]
    [InlineData("redis://h?namespace=a{b", "namespace")]
    [InlineData("redis://h?color=red", "color")]
    [InlineData("redis://h?sentinel=", "sentinel")]
    [InlineData("redis://h?namespace=a&namespace=b", "namespace")]
    [InlineData("redis://h?durability=x", "durability")]
    public void Parse_BadPart_IsNamed(string url, string part)
    {
        TickException error = Assert.Throws<TickException>(() => RedisAddress.Parse(url));

        Assert.Equal(TickErrorId.StoreInvalid, error.ErrorId);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:s3cret@h")]
    [InlineData("redis://user:s3cret@")]
    [InlineData("redis://user:s3cret")]
    [InlineData("redis://user:s3cret@h:99999")]
    [InlineData("redis://user:s3cret@h?partitions=x")]
    [InlineData("redis://user:a?s3cret@h")]
    [InlineData("redis://h?s3cret@h")]
    [InlineData("redis://h?password=s3cret")]
    public void Parse_BadAddress_ShowsNoPassword(string url)
    {
        TickException error = Assert.Throws<TickException>(() => RedisAddress.Parse(url));

        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
