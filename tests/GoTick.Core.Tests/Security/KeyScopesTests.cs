using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Core.Tests.Security;

public sealed class KeyScopesTests
{
    [Theory]
    [InlineData(KeyScope.Read, KeyScope.Read, true)]
    [InlineData(KeyScope.Read, KeyScope.Start, false)]
    [InlineData(KeyScope.Start, KeyScope.Read, true)]
    [InlineData(KeyScope.Start, KeyScope.Operate, false)]
    [InlineData(KeyScope.Operate, KeyScope.Read, true)]
    [InlineData(KeyScope.Operate, KeyScope.Start, false)]
    [InlineData(KeyScope.Operate, KeyScope.Admin, false)]
    [InlineData(KeyScope.Operate | KeyScope.Start, KeyScope.Start | KeyScope.Operate, true)]
    [InlineData(KeyScope.Start, KeyScope.Start | KeyScope.Operate, false)]
    [InlineData(KeyScope.Admin, KeyScope.Read | KeyScope.Start | KeyScope.Operate | KeyScope.Admin, true)]
    [InlineData(KeyScope.None, KeyScope.Read, false)]
    public void Cover_Scopes_AsTheTableSays(KeyScope scopes, KeyScope needed, bool covers) => Assert.Equal(covers, scopes.Cover(needed));

    [Fact]
    public void Parse_Names_WithoutCaseAndNothingElse()
    {
        Assert.Equal(KeyScope.Operate | KeyScope.Read, KeyScopes.Parse(["Operate", "read"]));
        Assert.Equal(["start", "admin"], (KeyScope.Admin | KeyScope.Start).Names());
        foreach (string[] odd in new string[][] { [], ["none"], ["4"], ["read", "root"], [""] })
        {
            Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => KeyScopes.Parse(odd)).ErrorId);
        }
    }

    [Fact]
    public void FromStored_ScopeOfANewerGoTick_GivesNoRight() => Assert.Equal(KeyScope.Read, KeyScopes.FromStored(["read", "omnipotent"]));
}
