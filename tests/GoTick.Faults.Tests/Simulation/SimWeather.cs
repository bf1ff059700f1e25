namespace GoTick.Faults.Tests.Simulation;

/// <summary>How bad the world is. After its end the world is good, so that all comes to its end.</summary>
internal sealed record SimWeather
{
    public required double Lost { get; init; }

    public required double AnswerLost { get; init; }

    /// <summary>A call arrives a second time, at once or up to half a minute later.</summary>
    public required double Twice { get; init; }

    /// <summary>The machine stands still at a call, for up to three leases.</summary>
    public required double StandStill { get; init; }

    /// <summary>The machine dies at a call.</summary>
    public required double Death { get; init; }

    /// <summary>The machine is cut off for up to three leases.</summary>
    public required double CutOff { get; init; }

    public required double WakeLost { get; init; }

    /// <summary>When it becomes good.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>From fair to foul.</summary>
    /// <param name="random">The seed's chance.</param>
    /// <param name="begin">When the first machine comes.</param>
    public static SimWeather Of(Random random, TimeSpan begin)
    {
        double foul = random.NextDouble() * random.NextDouble();
        return new SimWeather
        {
            Lost = 0.10 * foul,
            AnswerLost = 0.10 * foul,
            Twice = 0.10 * foul,
            StandStill = 0.04 * foul,
            Death = 0.03 * foul,
            CutOff = 0.02 * foul,
            WakeLost = random.NextDouble(),
            End = begin + TimeSpan.FromSeconds(30),
        };
    }
}
