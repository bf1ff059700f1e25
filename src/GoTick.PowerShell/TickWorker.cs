using GoTick.Core.Workers;
using GoTick.PowerShell.Commands.Workers;

namespace GoTick;

/// <summary>A worker. One of this process tells its state of the moment; another one is as it was when it was looked up.</summary>
public sealed class TickWorker
{
    private readonly LocalWorker? _local;

    internal TickWorker(string id, WorkerRecord? record, string store, LocalWorker? local)
    {
        Id = id;
        // A newer GoTick may say of itself what this one cannot read: it is shown, without details.
        Machine = record?.Machine ?? "";
        ProcessId = record?.ProcessId ?? 0;
        Queues = [.. record?.Queues ?? []];
        Concurrency = record?.Concurrency ?? 0;
        Started = record?.Started ?? default;
        Version = record?.Version ?? "";
        Store = store;
        _local = local;
    }

    /// <summary>Its name, new at each start.</summary>
    public string Id { get; }

    /// <summary>The machine.</summary>
    public string Machine { get; }

    /// <summary>The process.</summary>
    public int ProcessId { get; }

    /// <summary>The queues it serves.</summary>
    public string[] Queues { get; }

    /// <summary>How many runs it executes at one time.</summary>
    public int Concurrency { get; }

    /// <summary>When it started (store clock).</summary>
    public DateTimeOffset Started { get; }

    /// <summary>True when it works in this process, where <c>Stop-TickWorker</c> can stop it.</summary>
    public bool IsLocal => _local is not null;

    /// <summary>How many runs it executes right now; null for a worker of another process.</summary>
    public int? Running => _local?.Running;

    /// <summary>The folders whose flows it publishes; empty for a worker of another process.</summary>
    public string[] Path => _local is null ? [] : [.. _local.Paths];

    /// <summary>What it warned of lately: broken flow files, a store that does not answer. Empty for a worker of another process.</summary>
    public string[] Warnings => _local?.Warnings ?? [];

    /// <summary>The version of GoTick.</summary>
    public string Version { get; }

    /// <summary>The store that it serves, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
