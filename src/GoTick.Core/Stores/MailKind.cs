namespace GoTick.Core.Stores;

/// <summary>What a worker's mail says of one of its items.</summary>
public enum MailKind
{
    /// <summary>A message has come. Told with every claim until the worker does not hold the item any more, or nothing is in its inbox.</summary>
    Message,

    /// <summary>Somebody else took the lease away. Told once.</summary>
    Lost,

    /// <summary>As <see cref="Lost"/>, and told; kept until the next claim, for the answer to this one may get lost.</summary>
    Told,
}
