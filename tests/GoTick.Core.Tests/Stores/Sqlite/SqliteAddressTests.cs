using GoTick.Core.Errors;
using GoTick.Core.Stores.Sqlite;

namespace GoTick.Core.Tests.Stores.Sqlite;

public sealed class SqliteAddressTests
{
    [Theory]
    [InlineData("sqlite:runs.db", "runs.db")]
    [InlineData("SQLITE:a/b c.db", "a/b c.db")]
    public void Parse_RelativePath_CountsFromTheCurrentFolder(string text, string relative) =>
        Assert.Equal(Path.GetFullPath(relative), SqliteAddress.Parse(text).Path);

    [Fact]
    public void Parse_NoPath_IsTheUsersOwnStore() => Assert.Equal(SqliteAddress.DefaultPath, SqliteAddress.Parse("sqlite:").Path);

    [Theory]
    [InlineData("redis://host")]
    [InlineData("runs.db")]
    [InlineData("sqlite::memory:")]
    [InlineData("sqlite:a\0b")]
    public void Parse_NotAFile_IsInvalid(string text) => Assert.Equal(TickErrorId.StoreInvalid, Assert.Throws<TickException>(() => SqliteAddress.Parse(text)).ErrorId);
}
