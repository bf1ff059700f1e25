using System.Collections.Frozen;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using GoTick.Host.StandIns.Engine;

namespace GoTick.Host.StandIns;

/// <summary>
/// Finds stand-ins by the names of the modules that they stand in for, which are not there. Says of a command of Microsoft.PowerShell.Utility or .Management that has no stand-in what it is and where it can be had, instead
/// of PowerShell's bare "not recognized".
/// </summary>
internal static class MissingCommands
{
    /// <summary>The module of most commands.</summary>
    public const string Utility = "Microsoft.PowerShell.Utility";

    /// <summary>The module of files, places and processes.</summary>
    public const string Management = "Microsoft.PowerShell.Management";

    private const string ErrorId = "TickCommandNotAvailable";

    // The exported commands of both modules in PowerShell 7.6, on any platform, less the stand-ins.
    private static readonly FrozenSet<string> Names = """
        Add-Member Add-Type Clear-Content Clear-Item Clear-ItemProperty Clear-RecycleBin Clear-Variable Compare-Object Convert-Path
        ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Markdown ConvertFrom-SddlString ConvertFrom-StringData ConvertTo-CliXml
        ConvertTo-Csv ConvertTo-Html ConvertTo-Xml Copy-ItemProperty Debug-Process Debug-Runspace Disable-PSBreakpoint
        Disable-RunspaceDebug Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias Export-Clixml Export-Csv Export-FormatData
        Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias Get-Clipboard Get-ComputerInfo
        Get-Culture Get-Error Get-Event Get-EventSubscriber Get-FileHash Get-FormatData Get-Host Get-HotFix Get-ItemProperty
        Get-ItemPropertyValue Get-MarkdownOption Get-Member Get-Process Get-PSBreakpoint Get-PSCallStack Get-PSDrive Get-PSProvider
        Get-Runspace Get-RunspaceDebug Get-SecureRandom Get-Service Get-TimeZone Get-TraceSource Get-TypeData Get-UICulture
        Get-Unique Get-Uptime Get-Verb Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PowerShellDataFile
        Import-PSSession Invoke-Expression Invoke-Item Join-String Measure-Command Move-ItemProperty New-Alias New-Event
        New-ItemProperty New-PSDrive New-Service New-TemporaryFile New-Variable Out-File Out-GridView Out-Printer Pop-Location
        Push-Location Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event Remove-ItemProperty
        Remove-PSBreakpoint Remove-PSDrive Remove-Service Remove-TypeData Remove-Variable Rename-Computer Rename-Item
        Rename-ItemProperty Restart-Computer Restart-Service Resume-Service Select-String Select-Xml Send-MailMessage Set-Alias
        Set-Clipboard Set-Date Set-Item Set-ItemProperty Set-MarkdownOption Set-PSBreakpoint Set-Service Set-TimeZone
        Set-TraceSource Show-Command Show-Markdown Start-Process Start-Service Stop-Computer Stop-Process Stop-Service
        Suspend-Service Tee-Object Test-Connection Test-Json Trace-Command Unblock-File Unregister-Event Update-FormatData
        Update-List Update-TypeData Wait-Debugger Wait-Event Wait-Process
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ScriptBlock Answer = ScriptBlock.Create("$locate.Invoke($refusal.ErrorRecord, $MyInvocation); throw $refusal");

    // The error is to show the line that called the missing command, not the one that throws.
    private static readonly Action<ErrorRecord, InvocationInfo> Locate =
        (record, caller) => CallerPosition.Give(record, CallerPosition.WithoutCommand(caller));

    public static void Attach(Runspace runspace)
    {
        CommandInvocationIntrinsics commands = runspace.SessionStateProxy.InvokeCommand;
        commands.CommandNotFoundAction += (_, lookup) => Refuse(lookup, NameIn(lookup));
        // A name with a module does not come as far as the hook above: the engine looks for the module, and gives up.
        commands.PreCommandLookupAction += (_, lookup) => FindQualified(lookup);
    }

    private static void FindQualified(CommandLookupEventArgs lookup)
    {
        if (!IsOf(Utility, lookup.CommandName) && !IsOf(Management, lookup.CommandName))
        {
            return;
        }

        if (StandIns.Qualified.TryGetValue(lookup.CommandName, out SessionStateCmdletEntry? entry))
        {
            lookup.Command = new CmdletInfo(entry.Name, entry.ImplementingType);
            lookup.StopSearch = true;
        }
        else
        {
            Refuse(lookup, NameIn(lookup));
        }
    }

    private static bool IsOf(string module, string command) =>
        command.Length > module.Length && command[module.Length] == '\\' && command.StartsWith(module, StringComparison.OrdinalIgnoreCase);

    private static string NameIn(CommandLookupEventArgs lookup) => lookup.CommandName[(lookup.CommandName.LastIndexOf('\\') + 1)..];

    // An exception out of this hook is swallowed by the engine, so the answer is a command that throws when it is run.
    private static void Refuse(CommandLookupEventArgs lookup, string name)
    {
        if (Names.TryGetValue(name, out string? known))
        {
            var module = new PSModuleInfo(linkToGlobal: false);
            module.SessionState.PSVariable.Set("refusal", RefusalOf(known));
            module.SessionState.PSVariable.Set("locate", Locate);
            lookup.CommandScriptBlock = module.NewBoundScriptBlock(Answer);
            lookup.StopSearch = true;
        }
    }

    private static CommandNotFoundException RefusalOf(string name) => CreateException(
        name,
        null,
        ErrorId,
        "The command '{0}' comes with PowerShell, but is not among gotick's stand-ins. "
            + "Run this inside PowerShell 7.6, or with a gotick that was built with -p:UsePowerShellSdk=true.");

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern CommandNotFoundException CreateException(
        string commandName, Exception? innerException, string errorIdAndResourceId, string resourceStr, params object[] messageArgs);
}
