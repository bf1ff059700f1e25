using System.Globalization;

namespace GoTick.Host.Tests.Processes;

/// <summary>The switch between the bounded tests of every run and the long ones: <c>GOTICK_TEST_MINUTES=N</c>.</summary>
internal static class LongRuns
{
    private static readonly int Minutes =
        int.TryParse(Environment.GetEnvironmentVariable("GOTICK_TEST_MINUTES"), CultureInfo.InvariantCulture, out int minutes) ? minutes : 0;

    /// <summary>True for the long versions.</summary>
    public static bool Wanted => Minutes > 0;

    /// <summary>How long faults come, in each of the tests with random faults.</summary>
    public static TimeSpan Faults => Wanted ? TimeSpan.FromMinutes(Minutes) : TimeSpan.FromSeconds(15);

    /// <summary>The first in short runs, the second in long ones.</summary>
    public static T Choose<T>(T usual, T inLongRuns) => Wanted ? inLongRuns : usual;
}
