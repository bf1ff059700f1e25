namespace GoTick.Host.Dashboard.Flows;

/// <summary>How a parameter is asked for.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A box: given or not.</summary>
    Switch,

    /// <summary>True, false, or not given.</summary>
    Boolean,

    /// <summary>One of a set.</summary>
    Choice,

    /// <summary>A date and time.</summary>
    Time,

    /// <summary>A value a line.</summary>
    List,

    /// <summary>A table, as a JSON object.</summary>
    Table,

    /// <summary>Anything: JSON, or else a text.</summary>
    Any,
}
