using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class FlowSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfAFullAttribute_GivesAllSettings()
    {
        FlowSource source = Read("""
            # comment
            [TickFlow(Name = 'demo/close', Description = 'd', Timeout = '1.00:00:00', Queue = 'q', Priority = -5, Retention = '00:00:00',
                ConcurrencyKey = 'k', MaxConcurrency = 3, Schedule = '0 3 * * *', TimeZone = 'Europe/Berlin', Tags = 'a, b,a')]
            param([int] $X)
            """);

        Assert.Equal("demo/close", source.Definition.Name);
        FlowSettings settings = source.Definition.Settings;
        Assert.Equal(
            ("d", TimeSpan.FromDays(1), "q", -5, TimeSpan.Zero, "k", 3, "0 3 * * *", "Europe/Berlin"),
            (settings.Description, settings.Timeout, settings.Queue, settings.Priority, settings.Retention, settings.ConcurrencyKey, settings.MaxConcurrency, settings.Schedule, settings.TimeZone));
        Assert.Equal(["a", "b"], settings.Tags);
        Assert.Equal(source.Version.Hash, source.Definition.Version);
    }

    [Theory]
    [InlineData("[TickFlow(Timeout = (Get-Date))] param()", 1)]
    [InlineData("\n[TickFlow(Timeout = \"$x\")]\nparam()", 2)]
    [InlineData("[TickFlow(Wrong = 'x')] param()", 1)]
    [InlineData("[TickFlow('x')] param()", 1)]
    [InlineData("[TickFlow(Name)] param()", 1)]
    [InlineData("[TickFlow(Timeout = '30')] param()", 1)]
    [InlineData("[TickFlow(Timeout = '-00:00:01')] param()", 1)]
    [InlineData("[TickFlow(Priority = 101)] param()", 1)]
    [InlineData("[TickFlow(Priority = 'x')] param()", 1)]
    [InlineData("[TickFlow(MaxConcurrency = 0)] param()", 1)]
    [InlineData("[TickFlow(Name = 'a//b')] param()", 1)]
    [InlineData("[TickFlow()] [TickFlow()] param()", 1)]
    [InlineData("[CmdletBinding()] param($Verbose)", 1)]
    [InlineData("param($a)\nif (", 2)]
    public void Read_OfAFaultyScript_SaysTheLine(string text, int line)
    {
        TickException error = Assert.Throws<TickException>(() => Read(text));

        Assert.Equal((TickErrorId.FlowSyntaxError, TickErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Contains($"flow.ps1:{line}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfSeveralSyntaxErrors_GivesAllTheFirstFirst()
    {
        TickException error = Assert.Throws<TickException>(() => Read("if (\n)\n'a' 'b'"));

        Assert.True(error.Message.IndexOf("flow.ps1:1:", StringComparison.Ordinal) < error.Message.IndexOf("flow.ps1:3:", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfAMissingFile_IsNotFound() =>
        Assert.Equal(TickErrorId.FlowNotFound, Assert.Throws<TickException>(() => FlowSource.Read(Path.Combine(_folder.Path, "no.ps1"), null)).ErrorId);

    [Fact]
    public void Read_OfOneTextInSeveralEncodings_GivesOneVersion()
    {
        string[] hashes = [.. new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 }.Select(encoding =>
        {
            string path = Path.Combine(_folder.Path, "flow.ps1");
            File.WriteAllText(path, encoding.WebName.Length % 2 == 0 ? "'ü😀'\r\n'b'" : "'ü😀'\n'b'", encoding);
            return FlowSource.Read(path, null).Version.Hash;
        })];

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Read_LeavesWhatIsNoLineEndingInAScript()
    {
        string path = Path.Combine(_folder.Path, "flow.ps1");
        File.WriteAllText(path, "'a\fb\u2028c\u0085'\r\n'd'\r'e'\n");

        Assert.Equal("'a\fb\u2028c\u0085'\n'd'\n'e'\n", FlowSource.Read(path, null).Version.Main.Text);
    }

    [Fact]
    public void Read_OfParameters_GivesWhatTheEngineWouldBind()
    {
        IReadOnlyList<FlowParameter> parameters = Read("""
            param(
                [Parameter(Mandatory, HelpMessage = 'which')] [Alias('Id', 'Nr')] [int] $OrderId,
                [ValidateSet('a', "b")] [string[]] $Kind = @('a'),
                [switch] $Force,
                [Parameter(Mandatory = $false)] [ValidateRange(-1, 10)] [ValidatePattern('^x', Options = 'None')] $Free,
                [ValidateScript({ $true })] [System.Collections.Generic.List[int]] $List
            )
            """).Definition.Parameters;

        FlowParameter order = parameters[0];
        Assert.Equal(("OrderId", "int", true, "which", 0), (order.Name, order.Type, order.IsMandatory, order.HelpMessage, order.Position));
        Assert.Equal(["Id", "Nr"], order.Aliases);
        Assert.Equal(("string[]", true, "@('a')", 1), (parameters[1].Type, parameters[1].HasDefault, parameters[1].DefaultText, parameters[1].Position));
        Assert.Equal(["a", "b"], parameters[1].ValidateSet);
        Assert.True(parameters[2] is { IsSwitch: true, Position: null, IsMandatory: false });
        Assert.Equal(("object", false, 2), (parameters[3].Type, parameters[3].IsMandatory, parameters[3].Position));
        Assert.Equal(["-1", "10"], parameters[3].Validators["ValidateRange"]);
        Assert.Equal(["^x", "None"], parameters[3].Validators["ValidatePattern"]);
        Assert.Empty(parameters[4].Validators);
    }

    [Theory]
    [InlineData("[Parameter(Position = 1)] $A, $B", 1, null)]
    [InlineData("[Parameter(ParameterSetName = 's')] $A, $B", null, null)]
    [InlineData("$A, $B", 0, 1)]
    public void Read_OfPositions_FollowsTheEngine(string text, int? first, int? second)
    {
        IReadOnlyList<FlowParameter> parameters = Read($"param({text})").Definition.Parameters;

        Assert.Equal((first, second), (parameters[0].Position, parameters[1].Position));
    }

    [Theory]
    [InlineData(". ./lib/x.ps1")]
    [InlineData(@". .\lib\x.ps1")]
    [InlineData(". $PSScriptRoot/lib/x.ps1")]
    [InlineData(". \"$PSScriptRoot/lib/x.ps1\"")]
    [InlineData(". \"${PSScriptRoot}\\lib\\x.ps1\"")]
    [InlineData(". (Join-Path $PSScriptRoot 'lib/x.ps1')")]
    [InlineData(". (Join-Path -Path $PSScriptRoot -ChildPath lib/x.ps1)")]
    [InlineData(". (Join-Path $PSScriptRoot lib x.ps1)")]
    [InlineData(". ($PSScriptRoot + '/lib/x.ps1')")]
    [InlineData(". ([IO.Path]::Combine($PSScriptRoot, 'lib', 'x.ps1'))")]
    [InlineData("function f { . $PSScriptRoot/lib/x.ps1 }")]
    [InlineData("Import-Module $PSScriptRoot/lib/x.ps1")]
    [InlineData("Import-Module -Force -Name \"$PSScriptRoot/lib/x.ps1\"")]
    public void Read_OfAScriptThatNamesAHelper_TakesItAndItsHelpersAlong(string text)
    {
        _folder.Write("lib/x.ps1", ". $PSScriptRoot/y.ps1; . $PSScriptRoot/x.ps1");
        _folder.Write("lib/y.ps1", "function y {}");
        _folder.Write("lib/unused.ps1", "1");

        Assert.Equal(["flow.ps1", "lib/x.ps1", "lib/y.ps1"], Read(text).Version.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData("Import-Module $PSScriptRoot/m")]
    [InlineData("Import-Module $PSScriptRoot/m/m.psd1")]
    public void Read_OfAScriptThatNamesAModuleFolder_TakesTheFilesOfItsManifest(string text)
    {
        _folder.Write("m/m.psd1", "@{ RootModule = 'm.psm1'; ModuleVersion = '1.0'; FormatsToProcess = @('f.ps1xml') }");
        _folder.Write("m/m.psm1", "function y {}");
        _folder.Write("m/f.ps1xml", "<Configuration />");

        Assert.Equal(["flow.ps1", "m/f.ps1xml", "m/m.psd1", "m/m.psm1"], Read(text).Version.Files.Select(f => f.Path));
    }

    [Fact]
    public void Read_OfUsingModule_TakesItAlong()
    {
        _folder.Write("m.psm1", "class K { [int] $V = 5 }");

        Assert.Equal(["flow.ps1", "m.psm1"], Read("using module ./m.psm1\n[K]::new().V").Version.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData(". ./missing.ps1")]
    [InlineData(". $other/x.ps1")]
    [InlineData(". /usr/share/x.ps1")]
    [InlineData("Import-Module Pester")]
    [InlineData("& ./lib/x.ps1")]
    public void Read_OfAScriptThatNamesNoFileOfItsFolder_TakesNone(string text) => Assert.Single(Read(text).Version.Files);

    [Fact]
    public void Read_OfAHelperOutsideOfTheFolder_IsRefused()
    {
        _folder.Write("common.ps1", "1");
        string path = _folder.Write("flows/a.ps1", ". $PSScriptRoot/../common.ps1");

        Assert.Equal(TickErrorId.FlowSyntaxError, Assert.Throws<TickException>(() => FlowSource.Read(path, null)).ErrorId);
    }

    [Fact]
    public void Read_OfAHelperWithAnError_NamesTheHelper()
    {
        _folder.Write("x.ps1", "1\nif (");

        Assert.Contains("x.ps1:2:", Assert.Throws<TickException>(() => Read(". ./x.ps1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFolder_TellsFlowsFromHelpersAndFaults()
    {
        _folder.Write("demo/a.ps1", ". $PSScriptRoot/helper.ps1; . $PSScriptRoot/both.ps1");
        _folder.Write("demo/helper.ps1", "function h {}");
        _folder.Write("demo/both.ps1", "param($x) 1");
        _folder.Write("bad.ps1", "if (");
        _folder.Write("_skipped/x.ps1", "1");
        _folder.Write(".git/x.ps1", "1");
        _folder.Write("z1.ps1", "[TickFlow(Name = 'same')] param()");
        _folder.Write("z2.ps1", "[TickFlow(Name = 'SAME')] param()");
        _folder.Write("notes.txt", "no");

        IReadOnlyList<FlowFolderEntry> entries = FlowSource.ReadFolder(_folder.Path);

        Assert.Equal(["same", "demo/a", "demo/both"], entries.OfType<FlowFolderEntry.Flow>().Select(f => f.Source.Definition.Name));
        Assert.Equal(["bad.ps1", "z2.ps1"], entries.OfType<FlowFolderEntry.Broken>().Select(f => Path.GetFileName(f.Path)));
    }

    [Fact]
    public void ReadFolder_OfAMissingFolder_IsNotFound() =>
        Assert.Equal(TickErrorId.FlowFolderNotFound, Assert.Throws<TickException>(() => FlowSource.ReadFolder(Path.Combine(_folder.Path, "no"))).ErrorId);

    private FlowSource Read(string text) => FlowSource.Read(_folder.Write("flow.ps1", text), null);
}
