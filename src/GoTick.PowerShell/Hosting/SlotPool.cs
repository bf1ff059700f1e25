using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GoTick.PowerShell.Hosting;

/// <summary>The slots: opened when needed, the one that was used last is used next (its caches are warm), dirty ones are dropped.</summary>
internal sealed class SlotPool(Func<InitialSessionState> sessionState, Action<Runspace>? opened) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<RunspaceSlot> _idle = new();
    private int _made;
    private bool _isClosed;

    /// <summary>How many slots were ever made; for tests.</summary>
    public int Made => _made;

    /// <summary>A slot that nobody else uses.</summary>
    public RunspaceSlot Take()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _idle.TryPop(out RunspaceSlot? slot) ? slot : Make();
        }
    }

    /// <summary>Gives a slot back; one that cannot be used again is replaced, and the new one opens in the background.</summary>
    public void Return(RunspaceSlot slot)
    {
        lock (_lock)
        {
            if (slot.IsUsable && !_isClosed)
            {
                _idle.Push(slot);
                return;
            }

            slot.Close();
            if (!_isClosed)
            {
                RunspaceSlot fresh = Make();
                fresh.Post(OpenAhead);
            }
        }
    }

    /// <summary>Gives up a slot whose run does not stop; its thread ends when the run does.</summary>
    public static void Abandon(RunspaceSlot slot) => slot.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_idle.TryPop(out RunspaceSlot? slot))
            {
                slot.Close();
            }
        }
    }

    private RunspaceSlot Make() => new(sessionState, opened, ++_made);

    private void OpenAhead(RunspaceSlot slot)
    {
        try
        {
            slot.Prepare();
            slot.CleanUp();
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            slot.Close(); // the run that needs the next slot meets the same error and reports it
            return;
        }

        lock (_lock)
        {
            if (_isClosed)
            {
                slot.Close();
            }
            else
            {
                _idle.Push(slot);
            }
        }
    }
}
