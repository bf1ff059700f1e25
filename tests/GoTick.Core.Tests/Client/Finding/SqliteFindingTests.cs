using GoTick.Core.Stores;
using GoTick.Core.Stores.Sqlite;
using GoTick.Core.Tests.Stores.Sqlite;

namespace GoTick.Core.Tests.Client.Finding;

public sealed class SqliteFindingTests : FindingTests
{
    private readonly TempFolder _folder = new();

    protected override async Task<IFlowStore> OpenAsync() => await SqliteStore.OpenAsync(SqliteAddress.Parse("sqlite:" + _folder.File("store.db")));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
