namespace GoTick.PowerShell.Tests.Hosting;

public sealed class ManyStepsTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task TenThousandSteps_AndAReplayOfThem_KeepTheirValues()
    {
        object? output = await _rig.OutputAsync(
            "$s = 0L; foreach ($i in 1..10000) { $s += Get-TickMemo n { Note x; $i } }; Start-TickSleep -Milliseconds 5; $s");

        Assert.Equal(50_005_000L, output);
        Assert.Equal(10_000, _rig.Seen.Count);
    }
}
