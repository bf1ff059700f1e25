using System.CommandLine;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Host.Scripting;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary><c>gotick exec</c>: any script, with the module's cmdlets and the commands that this host has.</summary>
internal static class ExecCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var text = new Option<string?>("-c", "--command") { Description = "The script's text, in place of a file.", HelpName = "TEXT" };
        Option<string?> store = StoreOption.Create();
        Argument<string[]> file = WordsArgument.Create("FILE", "The script; everything behind it goes to the script.", isRequired: false);
        var command = new Command("exec", "Execute any script with GoTick's cmdlets; the exit code is the script's.") { text, store, file };
        command.SetAction((parsed, _) =>
        {
            if (parsed.GetValue(store) is { } address)
            {
                // Where the script's own cmdlets look for it.
                Environment.SetEnvironmentVariable(StoreChoice.StoreVariable, address);
            }

            string[] words = parsed.GetValue(file) ?? [];
            return Task.FromResult(parsed.GetValue(text) is { } given ? Execute(given, null, words) : ExecuteFile(words));
        });
        return command;
    }

    private static int ExecuteFile(string[] words)
    {
        if (words.Length == 0)
        {
            throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "There is nothing to execute: name a FILE, or give -c TEXT.");
        }

        string path = Path.GetFullPath(words[0]);
        return File.Exists(path)
            ? Execute(FlowText.Read(path), path, words[1..])
            : throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no script '{path}'.");
    }

    private static int Execute(string text, string? path, string[] words)
    {
        ScriptBlockAst script = FlowText.Parse(text, path ?? "-c");
        using var interruption = new Interruption();
        using var session = new ScriptSession(Console.Out, Console.Error);
        return session.Run(script, words, interruption.Token);
    }
}
