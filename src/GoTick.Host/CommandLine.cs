using System.CommandLine;
using System.CommandLine.Parsing;
using GoTick.Core.Errors;
using GoTick.Host.Commands;
using GoTick.Host.Commands.Schedules;

namespace GoTick.Host;

/// <summary>The command line of <c>gotick</c>.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Parses and executes; returns the exit code.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        ParseResult parsed = Build().Parse(args, Parsing);
        if (parsed.Errors.Count > 0)
        {
            string message = string.Join(' ', parsed.Errors[^1].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            await Console.Error.WriteLineAsync($"gotick: {message} {Advice(parsed.CommandResult.Command)}");
            return ExitCodes.Usage;
        }

        try
        {
            // Commands handle signals themselves: they must leave runs resumable, whatever time that takes.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (TickException e)
        {
            return ErrorReport.Write(e, Console.Error);
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Durable execution for PowerShell: flows survive crashes and go on where they were.")
        {
            RunCommand.Create(),
            WorkerCommand.Create(),
            ServerCommand.Create(),
            StartCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            WatchCommand.Create(),
            LogsCommand.Create(),
            SignalCommand.Create(),
            ApprovalsCommand.Create(),
            VoteCommand.Create(approves: true),
            VoteCommand.Create(approves: false),
            CancelCommand.Create(),
            SuspendCommand.Create(),
            ResumeCommand.Create(),
            RestartCommand.Create(),
            CheckCommand.Create(),
            RemoveCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            LimitsCommand.Create(),
            QueuesCommand.Create(),
            SchedulesCommand.Create(),
            KeysCommand.Create(),
            AuditCommand.Create(),
            ServiceCommand.Create(),
            ExecCommand.Create(),
        };
        HelpExamples.AddTo(root);
        return root;
    }

    private static string Advice(Command command) =>
        command is RootCommand ? "See gotick --help." : $"See gotick {HelpExamples.PathOf(command)} --help.";
}
