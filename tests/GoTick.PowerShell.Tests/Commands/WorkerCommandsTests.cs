using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using GoTick.Tests.Shared.Signing;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class WorkerCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Worker_Started_SaysWhatItServesUntilItIsStopped()
    {
        TickWorker worker = _rig.StartWorker("-Queue one, two -Concurrency 3");

        Assert.Equal((_rig.Store, true, 3), (worker.Store, worker.IsLocal, worker.Concurrency));
        Assert.Equal(["one", "two"], worker.Queues);
        Assert.Equal(worker.Id, _rig.One<TickWorker>("Get-TickWorker -Queue TWO").Id);
        Assert.Empty(_rig.Invoke("$worker | Stop-TickWorker; Get-TickWorker"));
        Assert.Equal(("TickWorkerNotFound", ErrorCategory.ObjectNotFound), _rig.Error("$worker | Stop-TickWorker"));
    }

    [Fact]
    public void Worker_WithABrokenFile_WarnsWithFileAndLineAndPublishesTheRest()
    {
        _rig.Write("good", "'fine'");
        _rig.Write("broken", "\n\nif (");
        TickWorker worker = _rig.StartWorker();

        Assert.Contains("broken.ps1:3", Assert.Single(_rig.Warnings), StringComparison.Ordinal);
        Assert.Contains("broken.ps1:3", Assert.Single(worker.Warnings), StringComparison.Ordinal);
        Assert.Equal("fine", _rig.One<string>("Start-TickFlow good -Wait"));
    }

    [Theory]
    [InlineData("Start-TickWorker -Path ./nosuch", "TickFlowFolderNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Start-TickWorker -Trust Folder", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickWorker -TrustedSigner ('a' * 40)", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickWorker -Trust Signed -TrustedSigner nobody", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Get-TickWorker nope", "TickWorkerNotFound", ErrorCategory.ObjectNotFound)]
    public void Mistake_HasAStableIdAndAFittingCategory(string script, string id, ErrorCategory category)
    {
        _rig.StartWorker();

        Assert.Equal((id, category), _rig.Error(script));
    }

    [Fact]
    public void Worker_AtItsStart_DoesNotBringBackAnOlderText()
    {
        string path = _rig.Write("f", "'old'");
        _rig.Invoke($"$null = Connect-Tick '{_rig.Store}'; $null = Register-TickFlow '{path}'");
        _rig.Write("f", "'new'");
        _rig.Invoke($"$null = Register-TickFlow '{path}'");
        _rig.Write("f", "'old'");
        _rig.StartWorker();

        Assert.Equal("new", _rig.One<string>("Start-TickFlow f -Wait"));
        Assert.Equal("old", _rig.One<string>($"$null = Register-TickFlow '{path}'; Start-TickFlow f -Wait"));
    }

    [Fact]
    public void Worker_ThatTrustsItsFolder_ExecutesNoOtherText()
    {
        _rig.Write("mine", "'mine'");
        string foreign = Path.Combine(_rig.Folder, "foreign.ps1");
        File.WriteAllText(foreign, "'foreign'");
        _rig.StartWorker("-Trust Folder");

        Assert.Equal("mine", _rig.One<string>("Start-TickFlow mine -Wait"));
        TickRun refused = _rig.One<TickRun>($"$null = Register-TickFlow '{foreign}'; Start-TickFlow foreign | Wait-TickRun");
        Assert.Equal((TickRunStatus.Suspended, "TickFlowUntrusted"), (refused.Status, refused.ErrorId));
    }

    [Fact]
    public void Worker_ThatTrustsSignedTexts_ExecutesNoOtherText()
    {
        using X509Certificate2 signer = Authority.SelfSigned("Ops");
        using X509Certificate2 stranger = Authority.SelfSigned("Stranger");
        const string flow = ". $PSScriptRoot/lib/helper.ps1\n$x = Get-TickMemo m { try { Get-Text } finally { $null = 1 } }\nStart-TickSleep -Milliseconds 60\n$x\n";
        _rig.Write("lib/helper", new Authenticode(signer).Sign("function Get-Text { 'from the helper' }\r\n"));
        _rig.Write("good", new Authenticode(signer).Sign(flow));
        _rig.Write("bare", flow);
        _rig.Write("strange", new Authenticode(stranger).Sign("'strange'\n"));
        _rig.StartWorker($"-Trust Signed -TrustedSigner '{signer.Thumbprint}'");

        Assert.Equal("from the helper", _rig.One<string>("Start-TickFlow good -Wait"));
        foreach (string name in (string[])["bare", "strange"])
        {
            TickRun refused = _rig.One<TickRun>($"Start-TickFlow {name} | Wait-TickRun");
            Assert.Equal((TickRunStatus.Suspended, "TickFlowUntrusted"), (refused.Status, refused.ErrorId));
            Assert.Contains($"'{name}.ps1'", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Start_InFlowScope_IsAStepThatIsDoneOnce()
    {
        _rig.Write("child", "param($X) $X");
        _rig.Write("parent", "$run = Start-TickFlow child -X 5; Start-TickSleep -Milliseconds 60; $run.Id; $run.Flow");
        _rig.StartWorker();

        IReadOnlyList<object?> output = _rig.Invoke("Start-TickFlow parent -Wait");
        Assert.Empty(_rig.Errors.Select(e => e.Exception.Message));
        Assert.Equal(_rig.One<TickRun>("Get-TickRun -Flow child | Wait-TickRun").Id, output[0]);
        Assert.Equal(5, _rig.One<int>($"Receive-TickRun '{output[0]}'"));
    }

    [Theory]
    [InlineData("try { Start-TickFlow nosuch } catch { $_.FullyQualifiedErrorId }", "TickFlowNotFound")]
    [InlineData("try { Start-TickFlow child -Wait } catch { $_.FullyQualifiedErrorId }", "TickArgumentInvalid")]
    [InlineData("Get-TickMemo m { Start-TickFlow child -X 6 -Wait }", 6)]
    public void Start_InAFlow_EndsAsAStepDoes(string flow, object output)
    {
        _rig.Write("child", "param($X) $X");
        _rig.Write("parent", flow);
        _rig.StartWorker();

        object? given = Assert.Single(_rig.Invoke("Start-TickFlow parent -Wait"));
        Assert.Equal(output, given is string text ? text.Split(',')[0] : given);
    }
}
