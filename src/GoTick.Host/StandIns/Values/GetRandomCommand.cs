using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Get-Random</c>: numbers, or some of the objects that it is given.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = NumberSet)]
[OutputType(typeof(int), typeof(long), typeof(double))]
internal sealed class GetRandomCommand : PSCmdlet
{
    private const string NumberSet = "RandomNumberParameterSet";
    private const string ListSet = "RandomListItemParameterSet";
    private const string ShuffleSet = "ShuffleParameterSet";

    // A seed holds for the rest of its session.
    private static readonly ConditionalWeakTable<Runspace, Random> Seeded = [];

    private readonly List<object?> _items = [];
    private Random _random = Random.Shared;

    [Parameter(ParameterSetName = NumberSet)]
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = ShuffleSet)]
    public int? SetSeed { get; set; }

    /// <summary>Exclusive; the type of the ends decides that of the number.</summary>
    [Parameter(ParameterSetName = NumberSet, Position = 0)]
    public object? Maximum { get; set; }

    /// <summary>Inclusive, 0 by default.</summary>
    [Parameter(ParameterSetName = NumberSet)]
    public object? Minimum { get; set; }

    [Parameter(ParameterSetName = ListSet, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = ShuffleSet, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [AllowNull]
    public object?[]? InputObject { get; set; }

    [Parameter(ParameterSetName = NumberSet)]
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = ShuffleSet, Mandatory = true)]
    public SwitchParameter Shuffle { get; set; }

    protected override void BeginProcessing()
    {
        Runspace session = Runspace.DefaultRunspace;
        if (SetSeed is { } seed)
        {
            Seeded.AddOrUpdate(session, new Random(seed));
        }

        _random = Seeded.TryGetValue(session, out Random? seeded) ? seeded : Random.Shared;
        if (ParameterSetName == NumberSet)
        {
            WriteNumbers();
        }
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != NumberSet)
        {
            _items.AddRange(InputObject ?? [null]);
        }
    }

    protected override void EndProcessing()
    {
        // A partial Fisher-Yates shuffle: the first places are a fair choice without repeats.
        int wanted = Shuffle ? _items.Count : Math.Min(Count, _items.Count);
        for (int i = 0; i < wanted; i++)
        {
            int other = _random.Next(i, _items.Count);
            (_items[i], _items[other]) = (_items[other], _items[i]);
            WriteObject(_items[i]);
        }
    }

    private void WriteNumbers()
    {
        object minimum = NumberOf(Minimum, 0);
        object maximum = NumberOf(Maximum, IsIn<double>(minimum) ? double.MaxValue : IsIn<long>(minimum) ? long.MaxValue : int.MaxValue);
        for (int i = 0; i < Count; i++)
        {
            WriteNext(minimum, maximum);
        }
    }

    private void WriteNext(object minimum, object maximum)
    {
        if (IsIn<double>(minimum) || IsIn<double>(maximum))
        {
            (double low, double high) = (ToDouble(minimum), ToDouble(maximum));
            Check(low < high, low, high);

            // Scaled by parts, since the distance of the ends may be more than a double holds.
            double part = _random.NextDouble();
            WriteObject((low * (1 - part)) + (high * part));
            return;
        }

        (long from, long to) = (Convert.ToInt64(minimum, CultureInfo.InvariantCulture), Convert.ToInt64(maximum, CultureInfo.InvariantCulture));
        Check(from < to, from, to);
        long number = _random.NextInt64(from, to);
        if (IsIn<long>(minimum) || IsIn<long>(maximum))
        {
            WriteObject(number);
        }
        else
        {
            WriteObject((int)number);
        }
    }

    private void Check(bool holds, object minimum, object maximum)
    {
        if (!holds)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException($"The Minimum value ({minimum}) cannot be greater than or equal to the Maximum value ({maximum})."),
                "MinGreaterThanOrEqualMax",
                ErrorCategory.InvalidArgument,
                null));
        }
    }

    private static object NumberOf(object? given, object otherwise)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        value = value is string text ? ScriptNumber(text) : value;
        return value switch
        {
            null => otherwise,
            int or long or double => value,
            byte or sbyte or short or ushort => Convert.ToInt32(value, CultureInfo.InvariantCulture),
            uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            _ => LanguagePrimitives.ConvertTo<double>(value),
        };
    }

    // Text becomes the number that a script would read it as.
    private static object ScriptNumber(string text)
        => int.TryParse(text, CultureInfo.InvariantCulture, out int small) ? small
            : long.TryParse(text, CultureInfo.InvariantCulture, out long large) ? large
            : LanguagePrimitives.ConvertTo<double>(text);

    private static bool IsIn<T>(object value) => value is T;

    private static double ToDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
