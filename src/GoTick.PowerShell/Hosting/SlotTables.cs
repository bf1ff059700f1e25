using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Direct references to the tables behind a runspace's global scope. The <c>variable:</c> provider would take 350-750 µs a run to compare them; the
/// tables themselves take 3. They are internal to PowerShell: where a version keeps them elsewhere, there are none, and the slot's
/// runspace is replaced after each run (slower, never wrong).
/// </summary>
internal sealed class SlotTables
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly PropertyInfo _jobs;
    private readonly object _jobRepository;
    private readonly IDictionary _locationStacks;

    private SlotTables(Runspace runspace)
    {
        object context = Read(runspace, "ExecutionContext");
        object session = Read(context, "EngineSessionState");
        object global = Read(session, "GlobalScope");
        Variables = (Dictionary<string, PSVariable>)Read(global, "Variables");
        Functions = (Dictionary<string, FunctionInfo>)Read(global, "FunctionTable");
        Aliases = (Dictionary<string, AliasInfo>)Call(global, "GetAliases");
        Drives = (Dictionary<string, PSDriveInfo>)Call(global, "GetDrives");
        Modules = (Dictionary<string, PSModuleInfo>)Read(Read(context, "Modules"), "ModuleTable");
        Errors = (ArrayList)Read(context, "DollarErrorVariable");
        _locationStacks = (IDictionary)Read(session, "_workingLocationStack");
        _jobRepository = Read(runspace, "JobRepository");
        _jobs = _jobRepository.GetType().GetProperty("Jobs", Any) ?? throw new MissingMemberException("Jobs");
        RunningPipeline = (Func<Pipeline?>)Delegate.CreateDelegate(
            typeof(Func<Pipeline>),
            runspace,
            runspace.GetType().GetMethod("GetCurrentlyRunningPipeline", Any) ?? throw new MissingMemberException("GetCurrentlyRunningPipeline"));
    }

    public Dictionary<string, PSVariable> Variables { get; }

    public Dictionary<string, FunctionInfo> Functions { get; }

    public Dictionary<string, AliasInfo> Aliases { get; }

    public Dictionary<string, PSDriveInfo> Drives { get; }

    public Dictionary<string, PSModuleInfo> Modules { get; }

    public ArrayList Errors { get; }

    /// <summary>The innermost pipeline that runs now.</summary>
    public Func<Pipeline?> RunningPipeline { get; }

    public bool HasJobs => ((ICollection)_jobs.GetValue(_jobRepository)!).Count > 0;

    public bool HasPushedLocations => _locationStacks.Values.Cast<ICollection>().Any(s => s.Count > 0);

    /// <summary>The tables, or null where this version of PowerShell keeps them elsewhere.</summary>
    public static SlotTables? Of(Runspace runspace)
    {
        try
        {
            return new SlotTables(runspace);
        }
        catch (Exception e) when (e is MissingMemberException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    public void ClearPushedLocations() => _locationStacks.Clear();

    private static object Read(object owner, string member)
    {
        for (Type? type = owner.GetType(); type is not null; type = type.BaseType)
        {
            object? value = type.GetProperty(member, Any) is { } property ? property.GetValue(owner) : type.GetField(member, Any)?.GetValue(owner);
            if (value is not null)
            {
                return value is PSVariable variable && member == "DollarErrorVariable" ? variable.Value : value;
            }
        }

        throw new MissingMemberException(owner.GetType().FullName, member);
    }

    private static object Call(object owner, string method) =>
        (owner.GetType().GetMethod(method, Any) ?? throw new MissingMemberException(owner.GetType().FullName, method)).Invoke(owner, null)!;
}
