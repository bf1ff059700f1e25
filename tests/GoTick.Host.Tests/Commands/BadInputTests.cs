using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Commands;

/// <summary>Each mistake has its id, its exit code and no stack trace.</summary>
[Collection(ProcessTests.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "TickFlowNotFound", "run", "nope.ps1")]
    [InlineData(2, "TickFlowNotFound", "start", "nope")]
    [InlineData(2, "TickArgumentInvalid", "run", "typed.ps1")]
    [InlineData(2, "TickArgumentInvalid", "run", "typed.ps1", "-Count", "many")]
    [InlineData(2, "TickArgumentInvalid", "run", "typed.ps1", "-Count", "11")]
    [InlineData(2, "TickArgumentInvalid", "run", "typed.ps1", "-Count", "1", "-Frob", "x")]
    [InlineData(2, "TickFlowSyntaxError", "run", "broken.ps1")]
    [InlineData(2, "broken.ps1:2", "run", "broken.ps1")]
    [InlineData(1, "TickNotSerializable", "run", "stream.ps1")]
    [InlineData(1, "TickPayloadTooLarge", "run", "large.ps1")]
    [InlineData(1, "TickNonDeterminism", "run", "odd.ps1")]
    [InlineData(2, "TickFlowFolderNotFound", "worker", "--flows", "nowhere")]
    [InlineData(2, "TickArgumentInvalid", "worker", "--max-crashes", "1001")]
    [InlineData(2, "TickArgumentInvalid", "worker", "--lease", "0.5")]
    [InlineData(2, "TickArgumentInvalid", "worker", "--trust", "folder")]
    [InlineData(2, "TickArgumentInvalid", "worker", "--trusted-signer", "0123456789012345678901234567890123456789")]
    [InlineData(2, "TickArgumentInvalid", "server", "--trust", "signed", "--trusted-signer", "me")]
    [InlineData(2, "TickStoreInvalid", "list", "--store", "ftp://here")]
    [InlineData(2, "TickStoreInvalid", "list", "--store", "redis://127.0.0.1:notaport")]
    [InlineData(5, "TickStoreUnavailable", "list", "--store", "redis://127.0.0.1:1")]
    [InlineData(2, "TickLimitNotFound", "limits", "remove", "nope")]
    [InlineData(2, "TickLimitInvalid", "limits", "set", "deploy", "--concurrency", "0")]
    [InlineData(2, "TickLimitInvalid", "limits", "set", "deploy", "--per-hour", "-1")]
    [InlineData(2, "TickLimitInvalid", "limits", "set", "deploy")]
    [InlineData(2, "--per-second", "limits", "set", "deploy", "--per-second", "1", "--per-hour", "1")]
    [InlineData(2, "--priority", "start", "--priority", "101", "deploy")]
    [InlineData(2, "TickRunNotFound", "show", "nope")]
    [InlineData(2, "TickRunNotFound", "logs", "-f", "nope")]
    [InlineData(2, "TickRunIdInvalid", "start", "--id", "not an id", "twenty")]
    [InlineData(2, "--frob", "run", "--frob", "typed.ps1")]
    [InlineData(2, "frob", "frob")]
    [InlineData(2, "SCRIPT", "run")]
    [InlineData(2, "--status", "list", "--status")]
    [InlineData(1, "TickNotInFlow", "exec", "-c", "Invoke-TickTask x { }")]
    [InlineData(2, "TickFlowSyntaxError", "exec", "-c", "if (")]
    [InlineData(7, "", "exec", "-c", "exit 7")]
    [InlineData(7, "TickFlowExitCode", "run", "exits.ps1")]
    public async Task Call_Mistaken_SaysTheIdInOneSentence(int exitCode, string says, params string[] arguments)
    {
        _folder.Write("typed.ps1", "param([Parameter(Mandatory)] [ValidateRange(1, 10)] [int] $Count) $Count");
        _folder.Write("broken.ps1", "param()\nif (");
        _folder.Write("stream.ps1", "Get-TickMemo s { [System.IO.MemoryStream]::new() }");
        _folder.Write("large.ps1", "Get-TickMemo large { 'x' * 2MB }");
        _folder.Write("odd.ps1", "if ($TickRun.IsReplaying) { Invoke-TickTask b { } } else { Invoke-TickTask a { } }\nStart-TickSleep 0.2");
        _folder.Write("exits.ps1", "exit 7");
        await using Gotick call = await Gotick.RunAsync(_folder.Path, arguments);

        Assert.True(call.ExitCode == exitCode, call.ToString());
        Assert.Contains(says, string.Join('\n', call.Messages), StringComparison.Ordinal);
        Assert.DoesNotContain(call.Messages, m => m.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--max-crashes", "-1")]
    [InlineData("--lease", "0")]
    public async Task Worker_BadOption_PublishesNothing(string option, string value)
    {
        _folder.Write("flows/one.ps1", "1");

        await using Gotick worker = await Gotick.RunAsync(_folder.Path, "worker", "--flows", "flows", option, value);

        Assert.Equal(2, worker.ExitCode);
        Assert.DoesNotContain(worker.Messages, line => line.StartsWith("Published", StringComparison.Ordinal));
    }
}
