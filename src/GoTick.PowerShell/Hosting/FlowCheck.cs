using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Looks a flow's file over without running anything of it.</summary>
internal static partial class FlowCheck
{
    /// <summary>Everything that is surely wrong, by line; empty when nothing is. What only shows when the flow runs is not found.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>: there is no such file.</exception>
    public static IReadOnlyList<FlowFinding> Of(string path)
    {
        string full = Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        if (!File.Exists(full))
        {
            throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no script '{full}'.") { Target = path };
        }

        Parser.ParseInput(FlowText.Read(full), full, out _, out ParseError[] errors);
        FlowFinding[] unreadable =
        [
            .. errors.Where(e => e.ErrorId != "TypeNotFound")
                .Select(e => new FlowFinding(TickErrorId.FlowSyntaxError, name, e.Extent.StartLineNumber, e.Extent.StartColumnNumber, e.Message)),
        ];
        if (unreadable.Length > 0)
        {
            return unreadable;
        }

        try
        {
            return [.. FlowSource.Read(full, null).Version.Files.Where(f => f.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)).SelectMany(Steps)];
        }
        catch (TickException e)
        {
            return [Read(e, name)];
        }
    }

    private static IEnumerable<FlowFinding> Steps(FlowFile file)
    {
        var uses = new Dictionary<(Ast? Scope, string Name), StepCall>(new ByScopeAndName());
        foreach (StepCall call in StepCall.In(Parser.ParseInput(file.Text, out _, out _)))
        {
            StepCall? outer = call.Enclosing();
            if (outer is { Kind: not StepKind.FanOut })
            {
                yield return At(file, call, TickErrorId.NestedStep, $"'{call.Name ?? call.Command.GetCommandName()}' stands inside the block of {Word(outer)}. Steps do not nest: take it out of the block.");
            }

            if (call.Name is not { } name)
            {
                continue;
            }

            if (Fault(name) is { } fault)
            {
                yield return At(file, call, TickErrorId.StepNameInvalid, fault);
            }
            else if (!uses.TryAdd((outer?.Block, name), call) && uses[(outer?.Block, name)] is var first && first.Kind != call.Kind)
            {
                yield return At(
                    file,
                    call,
                    TickErrorId.StepNameConflict,
                    $"'{name}' is {Kind(call)} here and {Kind(first)} in line {first.Where.StartLineNumber}. Give one of them another name.");
            }
        }
    }

    private static FlowFinding At(FlowFile file, StepCall call, string id, string message) =>
        new(id, file.Path, call.Where.StartLineNumber, call.Where.StartColumnNumber, message);

    private static string Word(StepCall call) => call.Name is { } name ? $"step '{name}'" : $"the step in line {call.Where.StartLineNumber}";

    private static string Kind(StepCall call) => call.Kind switch
    {
        StepKind.FanOut => "a branch",
        StepKind.Array => "an array",
        var other => "a " + other.ToString().ToLowerInvariant(),
    };

    private static string? Fault(string name)
    {
        try
        {
            StepKey.CheckName(name);
            return null;
        }
        catch (TickException e)
        {
            return e.Message;
        }
    }

    // Errors about settings and helpers begin with their place: "file.ps1:3:5: …".
    private static FlowFinding Read(TickException error, string name)
    {
        Match place = Place().Match(error.Message);
        return place.Success
            ? new FlowFinding(error.ErrorId, place.Groups["file"].Value, int.Parse(place.Groups["line"].ValueSpan), int.Parse(place.Groups["column"].ValueSpan), error.Message[(place.Index + place.Length)..])
            : new FlowFinding(error.ErrorId, name, 0, 0, error.Message);
    }

    [GeneratedRegex(@"^(?<file>[^:\r\n]+):(?<line>\d+):(?<column>\d+): ", RegexOptions.Multiline)]
    private static partial Regex Place();

    private sealed class ByScopeAndName : IEqualityComparer<(Ast? Scope, string Name)>
    {
        public bool Equals((Ast? Scope, string Name) x, (Ast? Scope, string Name) y) =>
            ReferenceEquals(x.Scope, y.Scope) && string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((Ast? Scope, string Name) obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Name);
    }
}
