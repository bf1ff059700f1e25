using GoTick.Core.Workers;

namespace GoTick.Tests.Workers;

/// <summary>A worker, and its own way to the store.</summary>
internal sealed record TestWorker(Worker Worker, FaultyStore Store);
