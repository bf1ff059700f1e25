using GoTick.Core.Flows;
using GoTick.Core.Workers;

namespace GoTick.Core.Client;

/// <summary>A live worker as people see it.</summary>
/// <param name="Id">Its name, new at each of its starts.</param>
/// <param name="Record">What it says of itself.</param>
public sealed record WorkerView(WorkerId Id, WorkerRecord Record);
