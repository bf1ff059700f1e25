namespace GoTick.PowerShell.Display;

/// <summary>What a piece of text looks like in a terminal.</summary>
internal enum Ink
{
    /// <summary>As the terminal writes.</summary>
    Plain,

    /// <summary>What is less important.</summary>
    Faint,

    /// <summary>A heading.</summary>
    Bold,

    /// <summary>What goes on.</summary>
    Blue,

    /// <summary>What went well.</summary>
    Green,

    /// <summary>What deserves a look.</summary>
    Yellow,

    /// <summary>What went wrong.</summary>
    Red,
}
