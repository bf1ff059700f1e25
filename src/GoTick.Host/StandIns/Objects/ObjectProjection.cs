using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace GoTick.Host.StandIns.Objects;

/// <summary>What becomes of one object: itself, a new one of some of its properties, or the value of one of them.</summary>
internal sealed class ObjectProjection
{
    private readonly PropertyTerm[] _terms;
    private readonly WildcardPattern[] _excluded;
    private readonly PropertyTerm? _expanded;
    private readonly Action<ErrorRecord> _report;

    public ObjectProjection(object[] properties, string[] excluded, string? expanded, Action<ErrorRecord> report)
    {
        object[] wanted = properties.Length == 0 && excluded.Length > 0 ? ["*"] : properties;
        _terms = [.. wanted.Select(element => PropertyTerm.Parse(element, "expression", "name", "label"))];
        _excluded = [.. excluded.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];
        _expanded = string.IsNullOrEmpty(expanded) ? null : PropertyTerm.Parse(expanded);
        _report = report;
    }

    public IEnumerable<PSObject> Of(PSObject item)
    {
        if (_expanded is not null)
        {
            return Expand(item);
        }

        return _terms.Length == 0 ? [item] : [Project(item)];
    }

    private PSObject Project(PSObject item)
    {
        var result = new PSObject();
        foreach (PSNoteProperty note in Notes(item))
        {
            Add(result, note, item, "AlreadyExistingUserSpecifiedPropertyNoExpand");
        }

        result.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        return result;
    }

    private List<PSObject> Expand(PSObject item)
    {
        PSPropertyExpressionResult[] values = [.. _expanded!.On(item)];
        if (values is not [var only])
        {
            bool isMissing = values.Length == 0;
            Report(
                new PSArgumentException(isMissing
                    ? $"Property \"{_expanded.Expression}\" cannot be found."
                    : $"Property \"{_expanded.Expression}\" cannot be expanded, since more than one matches."),
                isMissing ? "ExpandPropertyNotFound" : "MutlipleExpandProperties",
                ErrorCategory.InvalidArgument,
                item);
            return [];
        }

        if (only.Exception is not null)
        {
            Report(only.Exception, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, item);
            return [];
        }

        List<PSObject> results = [];
        PSNoteProperty[] notes = [.. Notes(item)];
        foreach (object? value in LanguagePrimitives.GetEnumerable(only.Result) ?? new[] { only.Result })
        {
            if (value is not null)
            {
                results.Add(WithNotes(value, notes, item));
            }
        }

        return results;
    }

    // The notes belong to this result only, not to the value wherever else it is used.
    private PSObject WithNotes(object value, PSNoteProperty[] notes, PSObject item)
    {
        if (notes.Length == 0)
        {
            return PSObject.AsPSObject(value);
        }

        var result = PSObject.AsPSObject(value).Copy();
        foreach (PSNoteProperty note in notes)
        {
            Add(result, note, item, "AlreadyExistingUserSpecifiedPropertyExpand");
        }

        return result;
    }

    private IEnumerable<PSNoteProperty> Notes(PSObject item) => _terms.SelectMany(term => NotesOf(term, item));

    private IEnumerable<PSNoteProperty> NotesOf(PropertyTerm term, PSObject item)
    {
        PSPropertyExpressionResult[] found = [.. term.On(item).Where(result => !IsExcluded(result.ResolvedExpression.ToString()))];
        if (found.Length == 0 && !term.Expression.HasWildCardCharacters && !IsExcluded(term.Label ?? term.Expression.ToString()))
        {
            // A property that is not there is selected as null, so that the objects that follow have one shape.
            return [new PSNoteProperty(term.Label ?? term.Expression.ToString(), null)];
        }

        if (term.Label is not null && found.Length > 1)
        {
            Report(
                new InvalidOperationException("Renaming is not possible when an expression has several results."),
                "RenamingMultipleResults",
                ErrorCategory.InvalidOperation,
                item);
            return [];
        }

        return found.Select(result => new PSNoteProperty(term.Label ?? result.ResolvedExpression.ToString(), result.Result));
    }

    private bool IsExcluded(string name) => _excluded.Any(pattern => pattern.IsMatch(name));

    private void Add(PSObject target, PSNoteProperty note, PSObject item, string errorId)
    {
        if (target.Properties[note.Name] is null)
        {
            target.Properties.Add(note);
        }
        else
        {
            Report(
                new PSArgumentException($"The property cannot be processed because the property \"{note.Name}\" already exists."),
                errorId,
                ErrorCategory.InvalidOperation,
                item);
        }
    }

    private void Report(Exception error, string id, ErrorCategory category, PSObject item)
        => _report(new ErrorRecord(error, id, category, item));
}
