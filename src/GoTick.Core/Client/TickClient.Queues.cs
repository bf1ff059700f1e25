using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private const int MaxQueueName = 200;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancel = default)
    {
        SortedDictionary<string, QueueView> queues = new(StringComparer.Ordinal);
        QueueView Of(string name) => queues.GetValueOrDefault(name) ?? new QueueView(name, 0, 0, IsPaused: false);
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            foreach (QueueState queue in (await Store.ReadQueuesAsync(partition, cancel)).Where(q => !q.Queue.StartsWith(ScheduleDecisions.Queue, StringComparison.Ordinal)))
            {
                QueueView view = Of(FormatDecisions.QueueOf(queue.Queue));
                queues[view.Name] = view with { Ready = view.Ready + queue.Ready };
            }
        }

        foreach (string name in (await ListWorkersAsync(cancel)).SelectMany(w => w.Queues.Distinct()))
        {
            QueueView view = Of(name);
            queues[name] = view with { Workers = view.Workers + 1 };
        }

        foreach (string name in (await ReadSettingsAsync(cancel)).Paused)
        {
            queues[name] = Of(name) with { IsPaused = true };
        }

        return [.. queues.Values];
    }

    /// <inheritdoc/>
    public Task SuspendQueueAsync(string queue, CancellationToken cancel = default) =>
        WriteSettingAsync(SettingDocuments.NameOfPause(CheckQueue(queue)), "{}"u8.ToArray(), cancel);

    /// <inheritdoc/>
    public Task ResumeQueueAsync(string queue, CancellationToken cancel = default) =>
        WriteSettingAsync(SettingDocuments.NameOfPause(CheckQueue(queue)), null, cancel);

    private static string CheckQueue(string queue) => string.IsNullOrWhiteSpace(queue) || queue.Length > MaxQueueName || queue.Any(char.IsControl)
        ? throw new TickException(
            TickErrorId.QueueInvalid, TickErrorKind.InvalidInput, $"'{queue}' is no name of a queue: use 1 to {MaxQueueName} characters, no control character.")
        { Target = queue }
        : queue;
}
