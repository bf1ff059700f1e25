using GoTick.Core.Client;
using GoTick.PowerShell.Display;

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
        return isTerminal ? new TreeDisplay(new ErrorScreen(), WriteOutput) : new PlainDisplay(Console.Error.WriteLine, WriteOutput);
    }

    private static void WriteOutput(RunView run) => OutputText.Write(run.Output, Console.Out);
}
