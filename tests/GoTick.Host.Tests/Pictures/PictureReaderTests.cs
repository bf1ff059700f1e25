using GoTick.Host.Pictures;

namespace GoTick.Host.Tests.Pictures;

public sealed class PictureReaderTests
{
    [Theory]
    [InlineData("$x = Get-TickMemo 'created' { Get-Date }\nStart-TickSleep wait -Seconds 3\nInvoke-TickTask 'close' { }", "Memo created; Sleep wait; Task close")]
    [InlineData("Start-TickSleep 5", "Sleep sleep")]
    [InlineData("Get-Date; 'nothing here'", "")]
    [InlineData("GoTick\\Invoke-TickTask a { }", "Task a")]
    [InlineData("Invoke-TickTask -Name a -MaxAttempts 3 -ScriptBlock { }", "Task a")]
    [InlineData("Write-Output (Get-TickMemo a { 1 }) (Get-TickMemo b { 2 })", "Memo a; Memo b")]
    [InlineData("\"$(Get-TickMemo a { 1 })\"", "Memo a")]
    [InlineData("Invoke-TickTask a { Get-Item (Get-TickMemo hidden { }) }", "Task a")]
    [InlineData("Invoke-TickTask \"deploy $server\" { }", "Task deploy $server")]
    [InlineData("Invoke-TickTask $name { }", "Task $name")]
    [InlineData("Wait-TickSignal go; Wait-TickApproval ok -Message m; Invoke-TickFlow sub/ship -X 1; Restart-TickComputer; Set-TickState n 1", "Signal go; Approval ok; Child sub/ship; Reboot reboot; State n")]
    public void Read_Steps_AreThoseOfTheText(string script, string expected) => Assert.Equal(expected, PictureText.Of(PictureText.Read(script).Body));

    [Theory]
    [InlineData("if ($a) { Invoke-TickTask x { } }", "[$a ? yes: Task x | no: ]")]
    [InlineData("if ($a) { Invoke-TickTask x { } } elseif ($b) { return } else { Invoke-TickTask y { } }", "[if ? $a: Task x | $b: <return> | else: Task y]")]
    [InlineData("if (Get-TickMemo ask { 1 }) { Invoke-TickTask x { } }", "Memo ask; [Get-TickMemo ask { 1 } ? yes: Task x | no: ]")]
    [InlineData("if ($a) { 1 } else { 2 }", "")]
    [InlineData("switch ($a) { 'x' { Invoke-TickTask x { } } default { Invoke-TickTask y { } } }", "[switch ($a) ? 'x': Task x | default: Task y]")]
    [InlineData("$v = if ($a) { Get-TickMemo x { } }", "[$a ? yes: Memo x | no: ]")]
    [InlineData("try { Invoke-TickTask x { } } catch [IO.IOException] { Invoke-TickTask y { }; throw } finally { Invoke-TickTask z { } }",
        "try{Task x} catch [IO.IOException]: Task y; <throw> finally{Task z}")]
    [InlineData("throw 'no'; Invoke-TickTask never { }", "<throw>")]
    [InlineData("exit 3", "<exit 3>")]
    [InlineData("Invoke-TickTask x { }; Restart-TickFlow", "Task x; <begins again>")]
    public void Read_Choices_HaveTheirWays(string script, string expected) => Assert.Equal(expected, PictureText.Of(PictureText.Read(script).Body));

    [Theory]
    [InlineData("foreach ($s in $all) { Invoke-TickTask \"up $s\" { } }", "(foreach ($s in $all): Task up $s)")]
    [InlineData("for ($i = 0; $i -lt 3; $i++) { Invoke-TickTask t { } }", "(for ($i -lt 3): Task t)")]
    [InlineData("while (Get-TickMemo more { 1 }) { Invoke-TickTask t { } }", "(while (Get-TickMemo more { 1 }): Memo more; Task t)")]
    [InlineData("do { Invoke-TickTask t { } } until ($done)", "(until ($done): Task t)")]
    [InlineData("1..3 | ForEach-Object { Invoke-TickTask t { } }", "(for each: Task t)")]
    [InlineData("& { Invoke-TickTask t { } }", "Task t")]
    [InlineData("foreach ($s in $all) { 1 }", "")]
    [InlineData("function Deploy($x) { Invoke-TickTask t { }; return 1 }\nDeploy 1; Deploy 2", "Deploy{Task t}; Deploy{Task t}")]
    [InlineData("function Down($n) { Invoke-TickTask t { }; Down ($n - 1) }\nDown 3", "Down{Task t; Down{}}")]
    [InlineData("function Unused { Invoke-TickTask t { } }", "")]
    public void Read_LoopsAndFunctions_AreFrames(string script, string expected) => Assert.Equal(expected, PictureText.Of(PictureText.Read(script).Body));

    [Theory]
    [InlineData("$a = New-TickAsync en { Get-TickMemo ask { } }\n$b = New-TickAsync fr { }\n$x, $y = Wait-TickAsync $a $b", "wait for all<en{Memo ask} | fr{}>")]
    [InlineData("$urls | Invoke-TickParallel get -ThrottleLimit 3 { Get-TickMemo page { } }", "in parallel<get*{Memo page}>")]
    [InlineData("$b = $urls | New-TickAsync get { }\nWait-TickAsync $b -Any", "wait for any<get*{}>")]
    [InlineData("$urls | New-TickAsync get { } | Wait-TickAsync", "wait for all<get*{}>")]
    [InlineData("$all = foreach ($u in $urls) { New-TickAsync get { } }\nWait-TickAsync $all", "wait for all<get*{}>")]
    [InlineData("$all = @()\nforeach ($u in $urls) { $all += New-TickAsync get { } }\n$all | Wait-TickAsync", "wait for all<get*{}>")]
    [InlineData("Wait-TickAsync (New-TickAsync a { }) (New-TickAsync b { })", "wait for all<a{} | b{}>")]
    [InlineData("Wait-TickAsync $fromElsewhere", "wait for all<>")]
    [InlineData("$a = New-TickAsync never { }", "never{}")]
    public void Read_Branches_StandWhereTheyAreWaitedFor(string script, string expected) => Assert.Equal(expected, PictureText.Of(PictureText.Read(script).Body));

    [Fact]
    public void Read_EveryNode_HasItsOwnNumberAndLine()
    {
        FlowPicture picture = PictureText.Read("Invoke-TickTask a { }\nif ($x) {\n  Invoke-TickTask b { }\n}\n$q | Invoke-TickParallel c {\n  Invoke-TickTask d { }\n}");
        PictureNode[] nodes = [.. picture.All];
        Assert.Equal(nodes.Length, nodes.Select(n => n.Id).Distinct().Count());
        Assert.All(nodes, n => Assert.InRange(n.Id, 0, picture.Count - 1));
        Assert.Equal([1, 3, 6], nodes.OfType<PictureStep>().Select(s => s.Line));
    }

    [Fact]
    public void Read_HostileOrHugeText_Ends()
    {
        string many = string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"Invoke-TickTask t{i} {{ }}"));
        Assert.InRange(PictureText.Read(many).Count, 1_000, 2_100);
        string deep = string.Concat(Enumerable.Repeat("if ($a) { ", 100)) + "Invoke-TickTask t { }" + string.Concat(Enumerable.Repeat(" }", 100));
        Assert.Single(PictureText.Read(deep).All.OfType<PictureStep>());
    }
}
