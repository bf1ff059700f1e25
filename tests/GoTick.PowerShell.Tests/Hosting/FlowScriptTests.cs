using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class FlowScriptTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ScriptSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("try { 'a' } finally { 'f' }", "a", "a f")]
    [InlineData("try { 'a' } finally { 'f' # }\n}", "a", "a f")]
    [InlineData("try { 'a' } finally {\n@'\nx }\n'@ }", "a", "a x }")]
    [InlineData("try { 'a' } finally { try { 'i' } finally { 'j' }; 'k' }", "a", "a i j k")]
    [InlineData("try { 'a' } finally { foreach ($x in 1..3) { if ($x -eq 2) { break }; $x } }", "a", "a 1")]
    [InlineData("try { 'a' } finally { trap { 'trapped'; continue }; throw 'x' }", "a", "a trapped")]
    [InlineData("try { 'a' } finally { }", "a", "a")]
    [InlineData("try { 'a' } finally { & { 'b'; return; 'c' } }", "a", "a b")]
    [InlineData("try { 'a' } finally { $v = 1 }; $v", "a ", "a 1")]
    [InlineData("\"x$(try { 'a' } finally { 'f' })\"", "xa", "xa f")]
    [InlineData("function f { process { 'a' } clean { [console]::Out.Flush(); $global:cleaned = 'c' } }; f; $global:cleaned", "a ", "a c")]
    [InlineData("function f { end { 'a' } clean <# { #> { $global:cleaned = 'c' } }; f; $global:cleaned", "a ", "a c")]
    [InlineData("class K { [string] M() { try { return 'a' } finally { $global:cleaned = 'c' } } }; [K]::new().M(); $global:cleaned", "a ", "a c")]
    [InlineData("try { 'a' } catch { } ; 'b'", "a b", "a b")]
    public void Load_OfAScriptWithFinally_SkipsItOnlyWhileUnwinding(string text, string unwinding, string normal)
    {
        FlowScript script = Load(text);

        Assert.Equal(normal, string.Join(' ', _session.RunBlock(script.Block)));
        _session.Run("$global:cleaned = $null");
        string? while_ = null;
        var context = new FlowContext(null!, script, null!, TimeProvider.System);
        context.Stop();
        context.While(() => while_ = string.Join(' ', _session.RunBlock(script.Block)));
        Assert.Equal(unwinding, while_);
    }

    [Theory]
    [InlineData("try { } finally { throw 'here' }")]
    [InlineData("\n\ntry {\n} finally {\n  # c }\n  throw 'here' }")]
    [InlineData("try { } finally { try { } finally { } ; throw 'here' }")]
    [InlineData("# ü😀\ntry { } finally { 'é'; throw 'here' }")]
    public void Locate_OfAnErrorBehindAGuard_GivesThePlaceAsWritten(string text)
    {
        FlowScript script = Load(text);
        ErrorRecord error = Assert.Throws<RuntimeException>(() => Unwrap(() => _session.RunBlock(script.Block))).ErrorRecord;

        FailureDetails details = PowerShell.Errors.TickErrors.ToDetails(error, script);

        int at = text.IndexOf("throw", StringComparison.Ordinal);
        Assert.Equal("flow.ps1", details.Script);
        Assert.Equal(text[..at].Count(c => c == '\n') + 1, details.Line);
        Assert.Equal(at - text.LastIndexOf('\n', at), details.Column);
        Assert.Equal("throw 'here'", details.Code);
    }

    [Fact]
    public void TextEdits_MapOffsetsBothWays()
    {
        var edits = new TextEdits("0123456789", [new TextEdit(2, 0, "<<"), new TextEdit(5, 3, ""), new TextEdit(9, 0, ">")]);

        Assert.Equal("01<<2348>9", edits.Edited);
        Assert.Equal([0, 1, 4, 5, 6, 7, 9], new[] { 0, 1, 2, 3, 4, 8, 9 }.Select(edits.ToEdited));
        Assert.Equal([0, 1, 2, 2, 2, 3, 4, 8, 9, 9], Enumerable.Range(0, 10).Select(edits.ToOriginal));
    }

    [Fact]
    public void Load_MaterialisesTheHelpersReadOnlyAndRepairsThem()
    {
        _folder.Write("lib/x.ps1", "function x { try { $PSScriptRoot } finally { } }");
        FlowScript script = Load(". $PSScriptRoot/lib/x.ps1\nx; $PSScriptRoot");
        string helper = Path.Combine(script.Folder, "lib/x.ps1");

        Assert.Equal([Path.Combine(script.Folder, "lib"), script.Folder], _session.RunBlock(script.Block));
        Assert.True(File.GetAttributes(helper).HasFlag(FileAttributes.ReadOnly));

        File.SetAttributes(helper, FileAttributes.Normal);
        File.WriteAllText(helper, "throw 'changed'");
        FlowScript again = Load(". $PSScriptRoot/lib/x.ps1\nx; $PSScriptRoot");
        Assert.Equal(script.Folder, again.Folder);
        Assert.Equal(2, _session.RunBlock(again.Block).Length);
        Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(script.Folder)!));
    }

    [Fact]
    public void Load_ByManyAtOnce_LeavesOneFolder()
    {
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "1"), [new FlowFile("a/b.ps1", "2")]);
        string cache = Path.Combine(_folder.Path, "cache");

        Parallel.For(0, 16, _ => FlowScript.Load(version, cache));

        Assert.Equal([version.Hash], Directory.GetDirectories(cache).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../x.ps1")]
    [InlineData("/etc/x.ps1")]
    [InlineData("a/../../x.ps1")]
    [InlineData("c:x.ps1")]
    [InlineData("a//x.ps1")]
    public void Load_OfAVersionThatLeadsOutOfItsFolder_IsRefused(string path)
    {
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "1"), [new FlowFile(path, "2")]);

        TickException error = Assert.Throws<TickException>(() => FlowScript.Load(version, Path.Combine(_folder.Path, "cache")));
        Assert.Equal((TickErrorId.FlowTextMismatch, TickErrorKind.Security), (error.ErrorId, error.Kind));
    }

    [Fact]
    public void Load_OfAnAttribute_ResolvesIt() =>
        Assert.Equal(["ran"], _session.RunBlock(Load("[TickFlow(Name = 'x')]\nparam()\n'ran'").Block));

    private const string Rich = """
        using namespace System.IO
        [TickFlow(Name = 'rich')]
        param([int] $N = 3)
        throw 'the body must not run'
        try { } finally { 'guarded' }
        $b = New-TickAsync one {
            param($first, $second)
            "$first+$second $_ $using:x $(Double $using:y) $([K]::new().Name()) $([Path]::GetFileName('/a/b'))"
            try { 1 } finally { 'f' }
            throw 'line 10'
        }
        function Double($v) { 2 * $v }
        class K { [string] Name() { return 'k' } }
        . $PSScriptRoot/lib/x.ps1
        function Later { New-TickAsync two { "two $using:x $(FromHelper) $PSScriptRoot" } }
        """;

    [Fact]
    public void Branch_OfABlockInTheText_HasTheDefinitionsAndItsLines()
    {
        FlowScript script = LoadRich();
        BlockReference reference = ReferenceTo(Rich, "New-TickAsync one {");
        ScriptBlock branch = script.Blocks.Branch(reference);

        Assert.Same(branch, script.Blocks.Branch(reference with { }));
        var seen = new ArrayList();
        RuntimeException error = Assert.Throws<RuntimeException>(() => Unwrap(() => _session.RunBlock(
            ScriptBlock.Create("param($b, $seen, $p) & $b @p | & { process { [void] $seen.Add($_) } }"),
            [Bound(branch, new Hashtable { ["x"] = "X", ["y"] = 4, ["GoTickItem"] = "item" }), seen, new object[] { "a", "b" }])));
        Assert.Equal(["a+b item X 8 k b", 1, "f"], seen.Cast<object>().Select(o => o is PSObject p ? p.BaseObject : o));
        FailureDetails details = PowerShell.Errors.TickErrors.ToDetails(error.ErrorRecord, script);
        Assert.Equal(("flow.ps1", 10, "throw 'line 10'"), (details.Script, details.Line, details.Code));
    }

    [Fact]
    public void Branch_OfABlockInAFunction_HasTheHelpersToo()
    {
        FlowScript script = LoadRich();
        ScriptBlock branch = script.Blocks.Branch(ReferenceTo(Rich, "New-TickAsync two {"));

        Assert.Equal([$"two X helped {script.Folder}"], _session.RunBlock(branch, [], new Hashtable { ["x"] = "X" }));
    }

    [Fact]
    public void Branch_OfABlockInAHelper_HasTheFlowsDefinitions()
    {
        FlowScript script = LoadRich();
        const string Helper = "using namespace System.Text\nfunction FromHelper { 'helped' }\nfunction Go { New-TickAsync h { \"$(Double 4) $([StringBuilder]::new('sb')) $using:x $([K]::new().Name())\" } }\n'noise'";
        int offset = Helper.IndexOf("{ \"$(Double", StringComparison.Ordinal);
        ScriptBlock branch = script.Blocks.Branch(new BlockReference { File = "lib/x.ps1", Offset = offset, Length = 1 });

        Assert.Equal(["8 sb X k"], _session.RunBlock(branch, [], new Hashtable { ["x"] = "X" }));
    }

    [Fact]
    public void Branch_OfATextMadeAtRunTime_HasTheDefinitionsAndGuards()
    {
        FlowScript script = LoadRich();
        BlockReference reference = script.Blocks.Reference(ScriptBlock.Create("param($a) \"$a $(Double 5) $using:x\"; try { } finally { 'f' } # end"));

        Assert.Null(reference.File);
        Assert.Equal(["arg 10 X", "f"], _session.RunBlock(script.Blocks.Branch(reference), ["arg"], new Hashtable { ["x"] = "X" }));
    }

    [Fact]
    public void Reference_IsThePlaceInTheTextAsWritten_InBranchesToo()
    {
        const string Text = "try { } finally { 1 }; $outer = { try { } finally { 2 }; \"$using:x\"; $inner = { 'inner' }; $inner }; $outer";
        FlowScript script = Load(Text);
        var outer = (ScriptBlock)_session.RunBlock(script.Block)[^1]!;

        BlockReference first = script.Blocks.Reference(outer);
        Assert.Equal("{ try", Text.Substring(first.Offset, 5));
        Assert.Equal("$inner }", Text.Substring(first.Offset + first.Length - 8, 8));

        var inner = (ScriptBlock)_session.RunBlock(script.Blocks.Branch(first), [], new Hashtable { ["x"] = 1 })[^1]!;
        BlockReference second = script.Blocks.Reference(inner);
        Assert.Equal("flow.ps1", second.File);
        Assert.Equal("{ 'inner' }", Text.Substring(second.Offset, second.Length));
        Assert.Equal(["inner"], _session.RunBlock(script.Blocks.Branch(second)));
    }

    [Fact]
    public void Branch_AtAPlaceWithoutABlock_IsNonDeterminism() =>
        Assert.Equal(
            TickErrorId.NonDeterminism,
            Assert.Throws<TickException>(() => LoadRich().Blocks.Branch(new BlockReference { File = "flow.ps1", Offset = 1, Length = 2 })).ErrorId);

    [Theory]
    [InlineData("{ $using:x; $Using:X; \"$using:y\"; ${using:z}; $using:o.P; $using:l[0] }", "x y z o l")]
    [InlineData("{ 1 | ForEach-Object -Parallel { $using:a }; Start-Job { $using:b }; icm -ScriptBlock { $using:c }; New-TickAsync n { $using:d }; $using:e }", "e")]
    [InlineData("{ 1 | ForEach-Object { $using:a }; & { $using:b } }", "a b")]
    [InlineData("{ 1 | % -Pa { $using:a } }", "")]
    [InlineData("{ }", "")]
    public void UsingVariables_GivesThoseOfTheBlockItself(string text, string names)
    {
        var expression = (ScriptBlockExpressionAst)Parser.ParseInput(text, out _, out _).Find(a => a is ScriptBlockExpressionAst, false)!;

        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), StepBlocks.UsingVariables(expression.ScriptBlock.GetScriptBlock()));
    }

    [Fact]
    public void ForStep_ReadsUsingAsThePlainVariable()
    {
        FlowScript script = Load("$x = 'X'; $o = @{ P = 1 }\n{ $using:x; \"<$using:x>\"; ${using:x}; $using:o.P\n throw 'three' }; { 'plain' }");
        object?[] blocks = _session.RunBlock(ScriptBlock.Create("param($b) . $b"), [Bound(script.Block, new Hashtable())]);
        SessionState session = ((EngineIntrinsics)_session.Run("$ExecutionContext")[0]!).SessionState;
        var block = (ScriptBlock)blocks[0]!;
        ScriptBlock step = StepBlocks.ForStep(block, session);

        Assert.Same(blocks[1], StepBlocks.ForStep((ScriptBlock)blocks[1]!, session));
        Assert.Same(step.Ast, StepBlocks.ForStep(block, session).Ast);
        var seen = new ArrayList();
        RuntimeException error = Assert.Throws<RuntimeException>(() => Unwrap(() => _session.RunBlock(
            ScriptBlock.Create("param($b, $seen) . $b | & { process { [void] $seen.Add($_) } }"), [step, seen])));
        Assert.Equal(["X", "<X>", "X", 1], seen.Cast<object>().Select(o => o is PSObject p ? p.BaseObject : o));
        Assert.Equal(3, error.ErrorRecord.InvocationInfo.ScriptLineNumber);
    }

    private static void Unwrap(Action action)
    {
        try
        {
            action();
        }
        catch (CmdletInvocationException e) when (e.InnerException is RuntimeException inner)
        {
            throw inner;
        }
    }

    private static ScriptBlock Bound(ScriptBlock block, Hashtable variables)
    {
        var module = new PSModuleInfo(true);
        foreach (DictionaryEntry variable in variables)
        {
            module.SessionState.PSVariable.Set((string)variable.Key, variable.Value);
        }

        return module.NewBoundScriptBlock(block);
    }

    private static BlockReference ReferenceTo(string text, string marker)
    {
        int offset = text.IndexOf(marker, StringComparison.Ordinal) + marker.Length - 1;
        return new BlockReference { File = "flow.ps1", Offset = offset, Length = 1 };
    }

    private FlowScript LoadRich()
    {
        _folder.Write(
            "lib/x.ps1",
            "using namespace System.Text\nfunction FromHelper { 'helped' }\nfunction Go { New-TickAsync h { \"$(Double 4) $([StringBuilder]::new('sb')) $using:x $([K]::new().Name())\" } }\n'noise'");
        return Load(Rich);
    }

    private FlowScript Load(string text) =>
        FlowScript.Load(FlowSource.Read(_folder.Write("flow.ps1", text), null).Version, Path.Combine(_folder.Path, "cache"));
}
