using System.Runtime.InteropServices;

namespace GoTick.Host.Commands;

/// <summary>Ctrl+C, SIGTERM and a closed terminal as a token; the second signal ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly CancellationTokenSource Everybody = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Everybody.Token);
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Interruption()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    /// <summary>Asks every command of this process to stop, as a signal does; for systems that ask in another way.</summary>
    public static void AskAll() => Everybody.Cancel();

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Ends when somebody asks to stop.</summary>
    public async Task AskedAsync()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = Token.Register(asked.SetResult);
        await asked.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        // A system that shuts down asks in both ways; that is no impatience.
        if (_stop.IsCancellationRequested && !Everybody.IsCancellationRequested)
        {
            Environment.Exit(ExitCodes.Interrupted);
        }

        _stop.Cancel();
    }
}
