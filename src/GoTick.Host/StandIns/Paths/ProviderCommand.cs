using System.Management.Automation;
using GoTick.Host.StandIns.Engine;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace GoTick.Host.StandIns.Paths;

/// <summary>A command over provider paths (files, <c>env:</c>, <c>variable:</c>, …).</summary>
internal abstract class ProviderCommand : PSCmdlet, IDynamicParameters
{
    private readonly Lock _gate = new();
    private readonly List<ProviderCall> _calls = [];
    private object? _dynamicParameters;

    /// <summary>Set when the paths came through -LiteralPath.</summary>
    protected bool Literal { get; set; }

    protected bool IsStopped { get; private set; }

    public object? GetDynamicParameters()
    {
        // The engine asks before it has bound the rest; what is wrong with the path is reported when it is used.
        try
        {
            ProviderCall call = NewCall();
            call.PassThru = false;
            _dynamicParameters = DynamicParametersFor(call);
        }
        catch (Exception e) when (e is ItemNotFoundException or ProviderNotFoundException or DriveNotFoundException)
        {
            _dynamicParameters = null;
        }

        return _dynamicParameters;
    }

    protected virtual object? DynamicParametersFor(ProviderCall call) => null;

    /// <summary>Sets what the command's own parameters say about a call.</summary>
    protected virtual void Configure(ProviderCall call)
    {
    }

    protected ProviderCall NewCall()
    {
        var call = new ProviderCall(this) { Literal = Literal, DynamicParameters = _dynamicParameters };
        Configure(call);
        lock (_gate)
        {
            _calls.Add(call);
        }

        return call;
    }

    /// <summary>Runs one path's work; a path, drive or provider that is not there becomes an error of this command.</summary>
    /// <returns>Whether the work was done.</returns>
    protected bool Attempt(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (IsAboutPath(e))
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            return false;
        }
    }

    protected static bool IsAboutPath(Exception e)
        => e is ItemNotFoundException or ProviderNotFoundException or DriveNotFoundException or PSNotSupportedException;

    protected override void StopProcessing()
    {
        IsStopped = true;
        lock (_gate)
        {
            _calls.ForEach(call => call.Stop());
        }
    }
}
