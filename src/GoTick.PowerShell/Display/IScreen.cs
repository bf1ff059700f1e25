namespace GoTick.PowerShell.Display;

/// <summary>A terminal that understands ANSI sequences.</summary>
internal interface IScreen
{
    /// <summary>Columns.</summary>
    int Width { get; }

    /// <summary>Rows.</summary>
    int Height { get; }

    /// <summary>False when people do not want colours (<c>NO_COLOR</c>).</summary>
    bool HasColour { get; }

    /// <summary>Writes text as it is.</summary>
    void Write(string text);
}
