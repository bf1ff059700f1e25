using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary><c>Get-Date</c>.</summary>
[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = DateAndFormat)]
[OutputType(typeof(DateTime), typeof(string))]
internal sealed class GetDateCommand : PSCmdlet
{
    private const string DateAndFormat = "DateAndFormat";
    private const string DateAndUFormat = "DateAndUFormat";
    private const string UnixAndFormat = "UnixTimeSecondsAndFormat";
    private const string UnixAndUFormat = "UnixTimeSecondsAndUFormat";

    private DateTime? _date;
    private long? _unixTimeSeconds;

    [Parameter(ParameterSetName = DateAndFormat, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DateAndUFormat, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Date
    {
        get => _date ?? DateTime.Now;
        set => _date = value;
    }

    [Parameter(ParameterSetName = UnixAndFormat, Mandatory = true)]
    [Parameter(ParameterSetName = UnixAndUFormat, Mandatory = true)]
    [Alias("UnixTime")]
    public long UnixTimeSeconds
    {
        get => _unixTimeSeconds ?? 0;
        set => _unixTimeSeconds = value;
    }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    [Parameter]
    public DisplayHintType DisplayHint { get; set; } = DisplayHintType.DateTime;

    [Parameter(ParameterSetName = DateAndUFormat, Mandatory = true)]
    [Parameter(ParameterSetName = UnixAndUFormat, Mandatory = true)]
    public string? UFormat { get; set; }

    [Parameter(ParameterSetName = DateAndFormat)]
    [Parameter(ParameterSetName = UnixAndFormat)]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = WithParts(_unixTimeSeconds is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).LocalDateTime : Date);
        date = AsUTC ? date.ToUniversalTime() : date;
        if (UFormat is not null)
        {
            WriteObject(UnixDateFormat.Format(date, UFormat));
        }
        else if (Format is not null)
        {
            WriteObject(Formatted(date, Format));
        }
        else
        {
            var result = PSObject.AsPSObject(date);
            result.Properties.Add(new PSNoteProperty("DisplayHint", DisplayHint));
            WriteObject(result);
        }
    }

    private DateTime WithParts(DateTime date)
    {
        date = Year is { } year ? date.AddYears(year - date.Year) : date;
        date = Month is { } month ? date.AddMonths(month - date.Month) : date;
        date = Day is { } day ? date.AddDays(day - date.Day) : date;
        date = Hour is { } hour ? date.AddHours(hour - date.Hour) : date;
        date = Minute is { } minute ? date.AddMinutes(minute - date.Minute) : date;
        date = Second is { } second ? date.AddSeconds(second - date.Second) : date;

        // A given millisecond is exact: what is smaller goes with it.
        return Millisecond is { } ms ? date.AddTicks((ms * TimeSpan.TicksPerMillisecond) - (date.Ticks % TimeSpan.TicksPerSecond)) : date;
    }

    private static string Formatted(DateTime date, string format) => format.ToUpperInvariant() switch
    {
        "FILEDATE" => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "FILEDATEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMddZ", CultureInfo.InvariantCulture),
        "FILEDATETIME" => date.ToString("yyyyMMddTHHmmssffff", CultureInfo.InvariantCulture),
        "FILEDATETIMEUNIVERSAL" => date.ToUniversalTime().ToString("yyyyMMddTHHmmssffffZ", CultureInfo.InvariantCulture),
        _ => date.ToString(format, CultureInfo.CurrentCulture),
    };
}
