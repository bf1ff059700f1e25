using System.Management.Automation;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class CatalogueCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public CatalogueCommandsTests()
    {
        _rig.Write("a/one", "[TickFlow(Description = 'first', Queue = 'fast', Tags = 'x,y')] param([Parameter(Mandatory)] [int] $N, [string] $S = 'd')");
        _rig.Write("a/two", "2");
        _rig.Invoke($"$null = Connect-Tick '{_rig.Store}'");
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Register_OfAFolder_PublishesEachFlowByItsPath()
    {
        Assert.Equal(["a/one", "a/two"], _rig.Invoke($"Register-TickFlow '{_rig.Flows}'").Select(f => f!.ToString()));

        TickFlow flow = _rig.One<TickFlow>("Get-TickFlow a/one");
        Assert.Equal(("first", "fast"), (flow.Description, flow.Queue));
        Assert.Equal(["x", "y"], flow.Tags);
        Assert.Equal(["-N <int>", "[-S <string>]"], flow.Parameters.Select(p => p.ToString()));
    }

    [Fact]
    public void Register_OfAnOlderText_IsARollback()
    {
        string path = _rig.Write("f", "1");
        string first = _rig.One<TickFlow>($"Register-TickFlow '{path}'").Version;
        _rig.Write("f", "2");
        Assert.NotEqual(first, _rig.One<TickFlow>($"Register-TickFlow '{path}'").Version);
        _rig.Write("f", "1");

        Assert.Equal(first, _rig.One<TickFlow>($"Register-TickFlow '{path}'").Version);
    }

    [Theory]
    [InlineData("Register-TickFlow ./nosuch.ps1", "TickFlowNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-TickFlow nosuch", "TickFlowNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Unregister-TickFlow nosuch", "TickFlowNotFound", ErrorCategory.ObjectNotFound)]
    public void Mistake_HasAStableIdAndAFittingCategory(string script, string id, ErrorCategory category) =>
        Assert.Equal((id, category), _rig.Error(script));

    [Fact]
    public void Register_OfABrokenFile_IsAnErrorAndTheOthersArePublished()
    {
        _rig.Write("a/broken", "if (");

        Assert.Equal(2, _rig.Invoke($"Register-TickFlow '{_rig.Flows}'").Count);
        Assert.StartsWith("TickFlowSyntaxError", Assert.Single(_rig.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Unregister_ByPattern_TakesOut()
    {
        _rig.Invoke($"$null = Register-TickFlow '{_rig.Flows}'; Get-TickFlow a/t* | Unregister-TickFlow");

        Assert.Equal("a/one", _rig.One<TickFlow>("Get-TickFlow").Name);
    }
}
