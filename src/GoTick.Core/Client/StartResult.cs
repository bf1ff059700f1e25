using GoTick.Core.Flows;

namespace GoTick.Core.Client;

/// <summary>What a start did.</summary>
/// <param name="Id">The run.</param>
/// <param name="IsNew">False when it was there before.</param>
public sealed record StartResult(ItemId Id, bool IsNew);
