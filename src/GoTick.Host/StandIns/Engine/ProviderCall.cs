using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Runtime.CompilerServices;

namespace GoTick.Host.StandIns.Engine;

/// <summary>
/// One call into the engine's providers on behalf of a command: its output, errors, prompts and stop go through that command.
/// </summary>
/// <remarks>
/// The public provider API takes neither filters nor dynamic parameters and gives errors as exceptions. The engine's own context
/// does all of it, with the error ids that scripts know, so this is the one door to it.
/// </remarks>
internal sealed class ProviderCall
{
    private const string ContextType = "System.Management.Automation.CmdletProviderContext, System.Management.Automation";
    private const string FileReaderType = "Microsoft.PowerShell.Commands.FileSystemContentReaderWriter, System.Management.Automation";

    private readonly PSCmdlet _command;
    private readonly object _context;

    /// <summary>A call that writes what the provider yields to the command's output.</summary>
    public ProviderCall(PSCmdlet command)
    {
        _command = command;
        _context = CreateContext(command);
    }

    private ProviderCall(ProviderCall parent)
    {
        _command = parent._command;
        _context = CreateChildContext(parent._context);
    }

    /// <summary>Whether output goes to the command's pipeline; otherwise the call keeps it to itself.</summary>
    public bool PassThru { set => SetPassThru(_context, value); }

    public SwitchParameter Force { set => SetForce(_context, value); }

    public bool Literal
    {
        get => GetSuppressWildcardExpansion(_context);
        set => SetSuppressWildcardExpansion(_context, value);
    }

    public object? DynamicParameters { set => SetDynamicParameters(_context, value); }

    /// <summary>A call with the same settings whose output and errors stay in it.</summary>
    public ProviderCall Quiet() => new(this);

    public void Stop() => StopContext(_context);

    public void Filter(string? filter, string[] include, string[] exclude)
        => SetFilters(_context, new Collection<string>(include), new Collection<string>(exclude), filter);

    public void ThrowFirstError() => ThrowFirstErrorOrDoNothing(_context, true);

    public void ChildItems(string path, bool recurse, uint depth)
        => GetChildItems(_command.InvokeProvider.ChildItem, path, recurse, depth, _context);

    public void ChildNames(string path, bool recurse, uint depth)
        => GetChildNames(_command.InvokeProvider.ChildItem, path, ReturnContainers.ReturnMatchingContainers, recurse, depth, _context);

    public object? ChildItemParameters(string path, bool recurse)
        => GetChildItemParameters(_command.InvokeProvider.ChildItem, path, recurse, _context);

    public bool HasChild(string path) => HasChild(_command.InvokeProvider.ChildItem, path, _context);

    public void Get(string path) => GetItem(_command.InvokeProvider.Item, path, _context);

    public object? GetParameters(string path) => GetItemParameters(_command.InvokeProvider.Item, path, _context);

    public void New(string path, string? name, string? itemType, object? value)
        => NewItem(_command.InvokeProvider.Item, path, name, itemType, value, _context);

    public object? NewParameters(string path, string? itemType, object? value)
        => NewItemParameters(_command.InvokeProvider.Item, path, itemType, value, _context);

    public void Remove(string path, bool recurse) => RemoveItem(_command.InvokeProvider.Item, path, recurse, _context);

    public object? RemoveParameters(string path, bool recurse) => RemoveItemParameters(_command.InvokeProvider.Item, path, recurse, _context);

    public void Copy(string path, string? destination, bool recurse, CopyContainers containers)
        => CopyItem(_command.InvokeProvider.Item, path, destination, recurse, containers, _context);

    public object? CopyParameters(string path, string? destination, bool recurse)
        => CopyItemParameters(_command.InvokeProvider.Item, path, destination, recurse, _context);

    public void Move(string path, string destination) => MoveItem(_command.InvokeProvider.Item, path, destination, _context);

    public object? MoveParameters(string path, string destination)
        => MoveItemParameters(_command.InvokeProvider.Item, path, destination, _context);

    public bool Exists(string path) => ItemExists(_command.InvokeProvider.Item, path, _context);

    public object? ExistsParameters(string path) => ItemExistsParameters(_command.InvokeProvider.Item, path, _context);

    public bool IsContainer(string path) => IsContainer(_command.InvokeProvider.Item, path, _context);

    public Collection<IContentReader> Readers(string path) => GetReader(_command.InvokeProvider.Content, path, _context);

    public object? ReaderParameters(string path) => GetReaderParameters(_command.InvokeProvider.Content, path, _context);

    public Collection<IContentWriter> Writers(string path) => GetWriter(_command.InvokeProvider.Content, path, _context);

    public object? WriterParameters(string path) => GetWriterParameters(_command.InvokeProvider.Content, path, _context);

    public void ClearContent(string path) => ClearContent(_command.InvokeProvider.Content, path, _context);

    public Collection<PathInfo> Resolve(string path) => ResolvePath(_command.SessionState.Path, path, _context);

    public string Unresolved(string path, out ProviderInfo provider, out PSDriveInfo? drive)
        => UnresolvedPath(_command.SessionState.Path, path, _context, out provider, out drive);

    public string Combine(string parent, string? child) => CombinePath(_command.SessionState.Path, parent, child, _context);

    public string Parent(string path) => ParsePathParent(_command.SessionState.Path, path, string.Empty, _context, true);

    public string ChildName(string path) => ParsePathChildName(_command.SessionState.Path, path, _context, true);

    public bool IsValid(string path) => IsValidPath(_command.SessionState.Path, path, _context);

    public bool IsCurrentLocationOrAncestor(string path) => IsLocationOrAncestor(_command.SessionState.Path, path, _context);

    public PathInfo SetLocation(string path, bool literal) => SetLocation(_command.SessionState.Path, path, _context, literal);

    public static bool IsFileReader(IContentReader reader) => reader.GetType().FullName + ", System.Management.Automation" == FileReaderType;

    /// <summary>Reads on, but comes back at the end of the file even under -Wait.</summary>
    public static IList? ReadToEnd(IContentReader fileReader, long count) => ReadWithoutWaitingChanges(fileReader, count);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(ContextType)]
    private static extern object CreateContext(Cmdlet command);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(ContextType)]
    private static extern object CreateChildContext([UnsafeAccessorType(ContextType)] object parent);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PassThru")]
    private static extern void SetPassThru([UnsafeAccessorType(ContextType)] object context, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Force")]
    private static extern void SetForce([UnsafeAccessorType(ContextType)] object context, SwitchParameter value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SuppressWildcardExpansion")]
    private static extern bool GetSuppressWildcardExpansion([UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_SuppressWildcardExpansion")]
    private static extern void SetSuppressWildcardExpansion([UnsafeAccessorType(ContextType)] object context, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_DynamicParameters")]
    private static extern void SetDynamicParameters([UnsafeAccessorType(ContextType)] object context, object? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "StopProcessing")]
    private static extern void StopContext([UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetFilters")]
    private static extern void SetFilters(
        [UnsafeAccessorType(ContextType)] object context, Collection<string> include, Collection<string> exclude, string? filter);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ThrowFirstErrorOrDoNothing")]
    private static extern void ThrowFirstErrorOrDoNothing([UnsafeAccessorType(ContextType)] object context, bool wrapExceptionInProviderException);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    private static extern void GetChildItems(
        ChildItemCmdletProviderIntrinsics items, string path, bool recurse, uint depth, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetNames")]
    private static extern void GetChildNames(
        ChildItemCmdletProviderIntrinsics items, string path, ReturnContainers containers, bool recurse, uint depth,
        [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetChildItemsDynamicParameters")]
    private static extern object? GetChildItemParameters(
        ChildItemCmdletProviderIntrinsics items, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "HasChild")]
    private static extern bool HasChild(ChildItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    private static extern void GetItem(ItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetItemDynamicParameters")]
    private static extern object? GetItemParameters(
        ItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "New")]
    private static extern void NewItem(
        ItemCmdletProviderIntrinsics items, string path, string? name, string? type, object? content,
        [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "NewItemDynamicParameters")]
    private static extern object? NewItemParameters(
        ItemCmdletProviderIntrinsics items, string path, string? type, object? value, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Remove")]
    private static extern void RemoveItem(
        ItemCmdletProviderIntrinsics items, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RemoveItemDynamicParameters")]
    private static extern object? RemoveItemParameters(
        ItemCmdletProviderIntrinsics items, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Copy")]
    private static extern void CopyItem(
        ItemCmdletProviderIntrinsics items, string path, string? destination, bool recurse, CopyContainers containers,
        [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CopyItemDynamicParameters")]
    private static extern object? CopyItemParameters(
        ItemCmdletProviderIntrinsics items, string path, string? destination, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Move")]
    private static extern void MoveItem(
        ItemCmdletProviderIntrinsics items, string path, string destination, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MoveItemDynamicParameters")]
    private static extern object? MoveItemParameters(
        ItemCmdletProviderIntrinsics items, string path, string destination, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Exists")]
    private static extern bool ItemExists(ItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ItemExistsDynamicParameters")]
    private static extern object? ItemExistsParameters(
        ItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsContainer")]
    private static extern bool IsContainer(ItemCmdletProviderIntrinsics items, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetReader")]
    private static extern Collection<IContentReader> GetReader(
        ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetContentReaderDynamicParameters")]
    private static extern object? GetReaderParameters(
        ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetWriter")]
    private static extern Collection<IContentWriter> GetWriter(
        ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetContentWriterDynamicParameters")]
    private static extern object? GetWriterParameters(
        ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Clear")]
    private static extern void ClearContent(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetResolvedPSPathFromPSPath")]
    private static extern Collection<PathInfo> ResolvePath(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetUnresolvedProviderPathFromPSPath")]
    private static extern string UnresolvedPath(
        PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, out ProviderInfo provider, out PSDriveInfo? drive);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Combine")]
    private static extern string CombinePath(PathIntrinsics paths, string parent, string? child, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ParseParent")]
    private static extern string ParsePathParent(
        PathIntrinsics paths, string path, string root, [UnsafeAccessorType(ContextType)] object context, bool useDefaultProvider);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ParseChildName")]
    private static extern string ParsePathChildName(
        PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, bool useDefaultProvider);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsValid")]
    private static extern bool IsValidPath(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsCurrentLocationOrAncestor")]
    private static extern bool IsLocationOrAncestor(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetLocation")]
    private static extern PathInfo SetLocation(
        PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, bool literalPath);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ReadWithoutWaitingChanges")]
    private static extern IList? ReadWithoutWaitingChanges([UnsafeAccessorType(FileReaderType)] object reader, long readCount);
}
