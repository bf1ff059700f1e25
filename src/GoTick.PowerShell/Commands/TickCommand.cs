using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.PowerShell.Commands.Connections;
using GoTick.PowerShell.Commands.Workers;
using GoTick.PowerShell.Errors;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// A cmdlet that works on a store: it finds the connection, waits on its own thread, ends when the pipeline is stopped, and maps GoTick's errors to
/// error records.
/// </summary>
public abstract class TickCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<string> _looked = new(StringComparer.OrdinalIgnoreCase);
    private StoreConnection? _connection;
    private string? _connectedFor;

    /// <summary>
    /// The store: <c>sqlite:PATH</c>, <c>redis[s]://HOST:PORT</c>, or a server with <c>https://HOST</c> and its key in <c>$env:GOTICK_API_KEY</c>. Default: this session's <c>Connect-Tick</c>, else <c>$env:GOTICK_STORE</c>, else a
    /// file in the user's data folder.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public virtual string? Store { get; set; }

    /// <summary>User and password of the store. Default: those of the address, the password also from <c>$env:GOTICK_PASSWORD</c>.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The connection for the store that is meant now.</summary>
    private protected StoreConnection Connection
    {
        get
        {
            string wanted = Store ?? "";
            if (_connection is null || _connectedFor != wanted)
            {
                ReleaseConnection();
                _connection = StoreChoice.Use(Store, Credential, SessionState.Path, StopToken, GivenApiKey);
                _connectedFor = wanted;
            }

            return _connection;
        }
    }

    private protected ITickClient Client => Connection.Client;

    /// <summary>The key of a server that the command was given; null = none.</summary>
    private protected virtual string? GivenApiKey => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        ReleaseConnection();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Before the first object.</summary>
    internal virtual void Begin()
    {
    }

    /// <summary>For each object of the pipeline, and once when there is none.</summary>
    internal virtual void Take()
    {
    }

    /// <summary>After the last object.</summary>
    internal virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guarded(static c => c.Begin());

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guarded(static c => c.Take());

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guarded(static c => c.Finish());

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <summary>Waits for a call of the store on this thread.</summary>
    private protected static T Await<T>(Task<T> call) => call.GetAwaiter().GetResult();

    /// <inheritdoc cref="Await{T}(Task{T})"/>
    private protected static void Await(Task call) => call.GetAwaiter().GetResult();

    /// <summary>Does the work for one of several things: what is wrong with it is written, and the others have their turn.</summary>
    private protected void Each<T>(IEnumerable<T> things, Action<T> work)
    {
        foreach (T thing in things)
        {
            try
            {
                work(thing);
            }
            catch (TickException e) when (e is not StoreUnavailableException)
            {
                WriteError(TickErrors.ToRecord(e));
            }
        }
    }

    /// <summary>Says it, once for each queue, when nobody is there to execute what is started: <c>TickNoWorker</c>.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="what">What waits: <c>The run waits</c>.</param>
    private protected void WarnWithoutWorker(string queue, string what)
    {
        if (_looked.Add(queue) && !LocalWorkers.Serve(Connection.Store, queue) && !Await(Client.HasWorkerAsync(queue, StopToken)))
        {
            WriteWarning($"{TickErrorId.NoWorker}: no live worker serves the queue '{queue}' of {Connection.Store}. {what} there until one does: Start-TickWorker -Queue '{queue}'.");
        }
    }

    private void Guarded(Action<TickCommand> work)
    {
        try
        {
            work(this);
        }
        catch (TickException e)
        {
            ThrowTerminatingError(TickErrors.ToRecord(e));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void ReleaseConnection()
    {
        _connection?.Release();
        _connection = null;
    }
}
