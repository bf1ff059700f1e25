namespace GoTick.Core.Limits;

/// <summary>What a limit counts.</summary>
public enum LimitKind
{
    /// <summary>The runs of a flow.</summary>
    Flow,

    /// <summary>The runs with a concurrency key.</summary>
    Key,

    /// <summary>The steps of a name, in whatever run.</summary>
    Step,
}
