using GoTick.Core.Errors;
using GoTick.Core.Stores.Sqlite;
using SQLitePCL;

namespace GoTick.Core.Tests.Stores.Sqlite;

public sealed class SqliteErrorsTests
{
    [Theory]
    [InlineData(raw.SQLITE_BUSY, TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_FULL, TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_IOERR, TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_IOERR | (4 << 8), TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_READONLY, TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_CANTOPEN, TickErrorId.StoreUnavailable, true)]
    [InlineData(raw.SQLITE_CORRUPT, TickErrorId.StoreInvalid, true)]
    [InlineData(raw.SQLITE_NOTADB, TickErrorId.StoreInvalid, true)]
    [InlineData(raw.SQLITE_CONSTRAINT, TickErrorId.InternalError, false)]
    [InlineData(raw.SQLITE_ERROR, TickErrorId.InternalError, false)]
    public void Map_AResultCode_IsOneSentenceWithTheFile(int code, string id, bool isOfTheFile)
    {
        var failure = new SqliteFailure(code, "detail");

        TickException error = SqliteErrors.Map(failure, "x.db");

        Assert.Equal((id, isOfTheFile), (error.ErrorId, SqliteErrors.IsOfTheFile(failure)));
        Assert.Equal(id == TickErrorId.StoreUnavailable, error is StoreUnavailableException);
        Assert.Contains("x.db", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Map_NoRightToWrite_IsUnavailable() =>
        Assert.IsType<StoreUnavailableException>(SqliteErrors.Map(new UnauthorizedAccessException("denied"), "x.db"));
}
