using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Limits;

namespace GoTick.Core.Tests.Limits;

public sealed class ConcurrencyKeyTests
{
    private static readonly FlowParameter[] Parameters =
    [
        new() { Name = "Server", IsMandatory = true },
        new() { Name = "Stage", DefaultText = "'test'", HasDefault = true },
        new() { Name = "Port", DefaultText = "80", HasDefault = true },
        new() { Name = "When", DefaultText = "(Get-Date)", HasDefault = true },
        new() { Name = "Force", IsSwitch = true },
        new() { Name = "Note" },
    ];

    [Theory]
    [InlineData("deploy", null)]
    [InlineData("deploy-{Server}", null)]
    [InlineData("deploy-{server}-{STAGE}-{Port}-{Force}", null)]
    [InlineData("deploy-{Node}", "names no parameter")]
    [InlineData("deploy-{When}", "mandatory")]
    [InlineData("deploy-{Note}", "mandatory")]
    [InlineData("deploy-{Server", "brace")]
    [InlineData("deploy-{}", "brace")]
    public void FaultOf_ATemplate_NamesWhatIsWrong(string template, string? part)
    {
        string? fault = ConcurrencyKey.FaultOf(template, Parameters);

        Assert.True(part is null ? fault is null : fault?.Contains(part, StringComparison.Ordinal) == true, fault);
    }

    [Theory]
    [InlineData("{Server}", "o1:s6:Servers5:Web01", "web01")]
    [InlineData("d-{Server}-{Stage}-{Port}-{Force}", "o1:s6:Servers5:Web01", "d-web01-test-80-false")]
    [InlineData("{Stage}-{Port}-{Force}", "o3:s5:Stages4:prods4:Porti3:443s5:Forcet0:", "prod-443-true")]
    [InlineData("{Server}", "o2:s4:List[2:i1:1s1:as6:Servers1:b", "b")]
    [InlineData("{Server}", "o2:s1:Ao1:s1:xi1:1s6:Servere3:s1:Ts1:1s3:Two", "two")]
    [InlineData("{Server}", "o2:s1:Ap1:n0:n0:s1:xi1:1s6:Serverw1:s1:cs1:ni1:1", "c")]
    public void Fill_AnArgument_StandsInTheKey(string template, string arguments, string key) =>
        Assert.Equal(key, ConcurrencyKey.Fill(template, new Payload(arguments), Parameters));

    [Theory]
    [InlineData("{Server}", "o0:")]
    [InlineData("{Server}", "o1:s6:Servern0:")]
    [InlineData("{Server}", "o1:s6:Servers0:")]
    [InlineData("{Server}", "o1:s6:Server[1:i1:1")]
    [InlineData("  ", "o0:")]
    public void Fill_NoPlainValue_IsRefused(string template, string arguments) => Assert.Equal(
        TickErrorId.ConcurrencyKeyInvalid, Assert.Throws<TickException>(() => ConcurrencyKey.Fill(template, new Payload(arguments), Parameters)).ErrorId);

    [Fact]
    public void Fill_AKeyOver200Characters_IsRefused() => Assert.Equal(
        TickErrorId.ConcurrencyKeyInvalid,
        Assert.Throws<TickException>(() => ConcurrencyKey.Fill("{Server}", new Payload("o1:s6:Servers201:" + new string('x', 201)), Parameters)).ErrorId);
}
