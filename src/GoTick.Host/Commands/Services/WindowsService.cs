using System.Runtime.Versioning;
using System.ServiceProcess;

namespace GoTick.Host.Commands.Services;

/// <summary>A command of <c>gotick</c> under the service manager of Windows. A stop drains, as Ctrl+C does.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsService : ServiceBase
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(15);
    private readonly Func<Task<int>> _command;
    private readonly TimeSpan _drain;
    private Task _work = Task.CompletedTask;
    private volatile bool _isStopping;
    private volatile bool _isOver;

    /// <param name="name">The service's name.</param>
    /// <param name="command">The command; it ends when <see cref="Interruption"/> asks it to.</param>
    /// <param name="drain">How long it drains at most.</param>
    public WindowsService(string name, Func<Task<int>> command, TimeSpan drain)
    {
        ServiceName = name;
        CanShutdown = true;
        (_command, _drain) = (command, drain);
    }

    /// <inheritdoc/>
    protected override void OnStart(string[] args) => _work = Task.Run(WorkAsync);

    /// <inheritdoc/>
    protected override void OnStop()
    {
        if (_isOver)
        {
            return; // the command itself says so, and cannot be waited for
        }

        _isStopping = true;
        Interruption.AskAll();
        // The service manager gives up on who says nothing: each word asks for more than the time until the next one.
        for (TimeSpan waited = TimeSpan.Zero; waited < _drain + AfterDrain && !_work.Wait(Beat); waited += Beat)
        {
            RequestAdditionalTime(Beat * 2);
        }
    }

    /// <inheritdoc/>
    protected override void OnShutdown() => OnStop();

    // Who ends without being asked has failed: with an exit code the service manager starts it again.
    private async Task WorkAsync()
    {
        int code = await _command();
        if (!_isStopping)
        {
            _isOver = true;
            ExitCode = code == 0 ? 1 : code;
            Stop();
        }
    }
}
