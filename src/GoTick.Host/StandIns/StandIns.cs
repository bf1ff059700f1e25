using System.Management.Automation;
using System.Management.Automation.Runspaces;
#if !POWERSHELL_SDK
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.PowerShell.Commands;
#endif

namespace GoTick.Host.StandIns;

/// <summary>
/// The commands of Microsoft.PowerShell.Utility and .Management that flows use most, for a host on System.Management.Automation alone.
/// A host that is built with <c>-p:UsePowerShellSdk=true</c> has the real ones, and this adds nothing.
/// </summary>
/// <remarks>
/// The commands' classes are in <c>Microsoft.PowerShell.Commands</c>, not in the namespace of their folder: PowerShell ends an error's
/// id with the name of the class that wrote it, and its views find objects by the names of their types. Scripts depend on both.
/// </remarks>
public static class StandIns
{
#if POWERSHELL_SDK
    /// <summary>The stand-ins' names: none in this build.</summary>
    public static IReadOnlyList<string> Names { get; } = [];

    /// <summary>Adds nothing: PowerShell's own modules are there.</summary>
    public static void AddTo(InitialSessionState state)
    {
    }

    /// <summary>Changes nothing: no command is missing.</summary>
    public static void AttachTo(Runspace runspace)
    {
    }
#else
    private static readonly SessionStateCmdletEntry[] Utility =
    [
        Entry<WriteOutputCommand>(), Entry<WriteHostCommand>(), Entry<WriteVerboseCommand>(), Entry<WriteWarningCommand>(),
        Entry<WriteErrorCommand>(), Entry<WriteInformationCommand>(), Entry<WriteDebugCommand>(), Entry<WriteProgressCommand>(),
        Entry<OutStringCommand>(), Entry<GetDateCommand>(), Entry<StartSleepCommand>(), Entry<NewTimeSpanCommand>(),
        Entry<GetRandomCommand>(), Entry<NewGuidCommand>(), Entry<NewObjectCommand>(), Entry<ConvertToJsonCommand>(),
        Entry<ConvertFromJsonCommand>(), Entry<SelectObjectCommand>(), Entry<SortObjectCommand>(), Entry<MeasureObjectCommand>(),
        Entry<GroupObjectCommand>(), Entry<GetVariableCommand>(), Entry<SetVariableCommand>(), Entry<InvokeRestMethodCommand>(),
        Entry<InvokeWebRequestCommand>(),
    ];

    private static readonly SessionStateCmdletEntry[] Management =
    [
        Entry<GetContentCommand>(), Entry<SetContentCommand>(), Entry<AddContentCommand>(), Entry<TestPathCommand>(),
        Entry<JoinPathCommand>(), Entry<SplitPathCommand>(), Entry<ResolvePathCommand>(), Entry<GetChildItemCommand>(),
        Entry<GetItemCommand>(), Entry<NewItemCommand>(), Entry<RemoveItemCommand>(), Entry<CopyItemCommand>(),
        Entry<MoveItemCommand>(), Entry<GetLocationCommand>(), Entry<SetLocationCommand>(),
    ];

    private static readonly SessionStateCmdletEntry[] Entries = [.. Utility, .. Management];

    /// <summary>The stand-ins by the names that scripts use to mean PowerShell's own command and no other: <c>MODULE\NAME</c>.</summary>
    internal static FrozenDictionary<string, SessionStateCmdletEntry> Qualified { get; } = Utility.Select(e => ($@"{MissingCommands.Utility}\{e.Name}", e))
        .Concat(Management.Select(e => ($@"{MissingCommands.Management}\{e.Name}", e)))
        .ToFrozenDictionary(q => q.Item1, q => q.e, StringComparer.OrdinalIgnoreCase);

    /// <summary>The stand-ins' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>
    /// Adds the stand-ins to a session that is to be made. Their aliases are the engine's own
    /// (<see cref="InitialSessionState.CreateDefault2"/>), which match PowerShell's on each platform.
    /// </summary>
    public static void AddTo(InitialSessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Commands.Add(Entries);
    }

    /// <summary>
    /// Has a session that is open find the stand-ins by their modules' names, too, and answer for PowerShell's other commands, with a
    /// <see cref="CommandNotFoundException"/> of the id <c>TickCommandNotAvailable</c>.
    /// </summary>
    public static void AttachTo(Runspace runspace)
    {
        ArgumentNullException.ThrowIfNull(runspace);
        MissingCommands.Attach(runspace);
    }

    private static SessionStateCmdletEntry Entry<TCommand>()
        where TCommand : PSCmdlet
    {
        CmdletAttribute name = typeof(TCommand).GetCustomAttribute<CmdletAttribute>()!;
        return new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", typeof(TCommand), null);
    }
#endif
}
