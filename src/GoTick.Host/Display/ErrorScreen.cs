using GoTick.PowerShell.Display;

namespace GoTick.Host.Display;

/// <summary>The terminal that stderr goes to.</summary>
internal sealed class ErrorScreen : IScreen
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 25;

    /// <inheritdoc/>
    public int Width => Size(() => Console.WindowWidth, UsualWidth);

    /// <inheritdoc/>
    public int Height => Size(() => Console.WindowHeight, UsualHeight);

    /// <inheritdoc/>
    public bool HasColour { get; } = Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    /// <inheritdoc/>
    public void Write(string text)
    {
        Console.Error.Write(text);
        Console.Error.Flush();
    }

    private static int Size(Func<int> read, int usual)
    {
        try
        {
            return read() is > 0 and var size ? size : usual;
        }
        catch (IOException)
        {
            return usual; // no terminal after all
        }
    }
}
