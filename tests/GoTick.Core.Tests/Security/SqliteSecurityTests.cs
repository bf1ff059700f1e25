using GoTick.Core.Stores;
using GoTick.Core.Stores.Sqlite;
using GoTick.Core.Tests.Stores.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Security;

public sealed class SqliteSecurityTests : SecurityConformance
{
    private readonly TempFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IFlowStore> CreateAsync(FakeTimeProvider clock) =>
        await SqliteStore.OpenAsync(SqliteAddress.Of(_folder.File("t.db")), clock);
}
