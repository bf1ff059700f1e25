using System.Collections.Concurrent;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Tests.Workers;

/// <summary>Executes flows that are delegates, each pass on a thread of its own, as slots do.</summary>
/// <param name="start">Starts such a thread; the task ends when it does. Null = a real one.</param>
internal sealed class ScriptedExecutor(Func<Action, Task>? start = null) : IFlowExecutor
{
    /// <summary>The flows by name, and the blocks of branches by their text.</summary>
    public ConcurrentDictionary<string, Func<Script, string?>> Scripts { get; } = new();

    /// <summary>Passes that run right now.</summary>
    public int Running;

    /// <summary>The most passes of branches that ever ran at one time.</summary>
    public int MostBranches;

    private int _branches;

    public Task RunAsync(IActivationPass pass, CancellationToken stop) =>
        (start ?? OnThread)(() => Run(pass, stop));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task OnThread(Action body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(IActivationPass pass, CancellationToken stop)
    {
        Action? end = null;
        try
        {
            if (pass.Open() is { } activation)
            {
                ActivationOutcome outcome = Execute(activation, stop);
                end = () => pass.End(outcome);
            }
        }
        catch (Exception e)
        {
            end = () => pass.Fail(e);
        }

        end?.Invoke();
    }

    private ActivationOutcome Execute(IActivation activation, CancellationToken stop)
    {
        Interlocked.Increment(ref Running);
        if (activation.Branch is not null)
        {
            int now = Interlocked.Increment(ref _branches);
            for (int most = MostBranches; now > most; most = MostBranches)
            {
                Interlocked.CompareExchange(ref MostBranches, now, most);
            }
        }

        try
        {
            if (activation.Ending is { } ending)
            {
                new Script(activation, stop).End(ending, Scripts);
                return new ActivationOutcome.Completed(Payload.None, 0);
            }

            string name = activation.Branch?.Block.Text ?? activation.Run.Flow;
            string? output = Scripts[name](new Script(activation, stop));
            return new ActivationOutcome.Completed(output is null ? Payload.None : new Payload(output), 0);
        }
        catch (Unwound)
        {
            return new ActivationOutcome.Suspended();
        }
        catch (StepError e)
        {
            return new ActivationOutcome.Failed(e.Details);
        }
        catch (Exception e) when (e is LeaseLostException or OperationCanceledException)
        {
            return new ActivationOutcome.Abandoned();
        }
        catch (TickException e)
        {
            var details = new FailureDetails { ErrorId = e.ErrorId, Message = e.Message };
            return e.ErrorId == TickErrorId.NonDeterminism ? new ActivationOutcome.Faulted(details) : new ActivationOutcome.Failed(details);
        }
        finally
        {
            Interlocked.Decrement(ref Running);
            if (activation.Branch is not null)
            {
                Interlocked.Decrement(ref _branches);
            }
        }
    }
}
