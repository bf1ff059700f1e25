namespace GoTick.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Stores">The stores: <c>redis</c>, <c>sqlite</c>.</param>
/// <param name="Only">Measurements whose name contains this; null = all.</param>
/// <param name="IsQuick">True: fewer samples and rounds, for trying something out.</param>
/// <param name="MarkdownFile">Where to write the table as Markdown, too; null = nowhere.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Stores, string? Only, bool IsQuick, string? MarkdownFile)
{
    public const string Usage = "dotnet run -c Release --project benchmarks/GoTick.Benchmarks -- [--store redis|sqlite|both] [--only NAME] [--quick] [--markdown FILE]";

    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new BenchmarkOptions(["redis", "sqlite"], null, false, null);
        for (int i = 0; i < args.Count; i++)
        {
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i], value)
            {
                case ("--quick", _):
                    options = options with { IsQuick = true };
                    continue;
                case ("--store", "redis" or "sqlite"):
                    options = options with { Stores = [value] };
                    break;
                case ("--store", "both"):
                    break;
                case ("--only", { } only):
                    options = options with { Only = only };
                    break;
                case ("--markdown", { } file):
                    options = options with { MarkdownFile = file };
                    break;
                default:
                    return null;
            }

            i++;
        }

        return options;
    }
}
