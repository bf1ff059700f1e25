using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GoTick.Core.Workers;

/// <summary>What a worker says of itself while it is present.</summary>
public sealed record WorkerRecord
{
    /// <summary>The machine.</summary>
    public required string Machine { get; init; }

    /// <summary>Tells one boot of the machine, and one container on it, from another; null where it cannot be known.</summary>
    public string? Boot { get; init; }

    /// <summary>The process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the process started: a reused process id is not the same process.</summary>
    public required DateTimeOffset ProcessStarted { get; init; }

    /// <summary>When the process started, in clock ticks since boot; null where the kernel does not tell.</summary>
    public long? ProcessTicks { get; init; }

    /// <summary>When the worker started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The queues it serves.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Its slots.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The version of GoTick.</summary>
    public required string Version { get; init; }

    internal static WorkerRecord OfThisProcess(WorkerOptions options, DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        return new WorkerRecord
        {
            Machine = Environment.MachineName,
            Boot = MachineBoot.Id,
            ProcessId = process.Id,
            ProcessStarted = process.StartTime.ToUniversalTime(),
            ProcessTicks = ProcessBirth.TicksOf(process.Id),
            Started = now,
            Queues = [.. options.Queues],
            Concurrency = options.Concurrency,
            Version = typeof(WorkerRecord).Assembly.GetName().Version?.ToString(3) ?? "0",
        };
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WorkerJson.Default.WorkerRecord);

    /// <summary>What a worker said of itself; null when it cannot be read (a newer worker).</summary>
    internal static WorkerRecord? FromBytes(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, WorkerJson.Default.WorkerRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True only when it is certain that the worker's process is gone: same machine, same boot, and no such process.</summary>
    internal bool IsSurelyDead()
    {
        if (Boot is null || Boot != MachineBoot.Id || Machine != Environment.MachineName)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (ProcessTicks is { } mine && ProcessBirth.TicksOf(ProcessId) is { } its)
            {
                return mine != its || process.HasExited;
            }

            TimeSpan apart = (process.StartTime.ToUniversalTime() - ProcessStarted.UtcDateTime).Duration();
            return apart > TimeSpan.FromSeconds(2) || process.HasExited;
        }
        catch (ArgumentException)
        {
            return true; // no process has this id
        }
        catch (InvalidOperationException)
        {
            return true; // it exited while we looked
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // another user's process: alive
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerRecord))]
internal sealed partial class WorkerJson : JsonSerializerContext;
