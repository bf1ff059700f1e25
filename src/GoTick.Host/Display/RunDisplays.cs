using Spectre.Console;

namespace GoTick.Host.Display;

/// <summary>Chooses how a run is shown.</summary>
internal static class RunDisplays
{
    /// <summary>JSON when it was asked for, the live tree when messages go to a terminal, lines otherwise.</summary>
    public static IRunDisplay Choose(bool json)
    {
        if (json)
        {
            return new JsonDisplay(Console.Out, Console.Error);
        }

        bool isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or "");
        return isTerminal ? new TreeDisplay(Console.Out, Terminal()) : new PlainDisplay(Console.Out, Console.Error);
    }

    private static IAnsiConsole Terminal() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(Console.Error),
    });
}
