using System.Diagnostics;
using System.Globalization;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How long <c>Import-Module GoTick</c> takes, each time in a fresh <c>pwsh</c> from PATH.</summary>
internal static class ModuleImport
{
    public const string Name = "import";
    private const int BudgetMs = 200;
    private const int Times = 11;
    private const string What = "Import-Module GoTick";

    public static async Task<Row> MeasureAsync(bool isQuick)
    {
        if (FindModule() is not { } module)
        {
            return NotMeasured("the module is not assembled: build src/GoTick.PowerShell");
        }

        if (FindOnPath() is not { } shell)
        {
            return NotMeasured("there is no pwsh on PATH");
        }

        await OnceAsync(shell, module); // brings the files into the system's cache
        List<double> times = [];
        for (int i = 0; i < (isQuick ? 3 : Times); i++)
        {
            times.Add(await OnceAsync(shell, module));
        }

        Samples samples = Samples.Of(times);
        return new Row("", What, $"≤ {BudgetMs} ms", $"{samples.Median:0} ms ({samples.Min:0}-{samples.Max:0})", samples.Median <= BudgetMs);
    }

    private static Row NotMeasured(string why) => new("", What, $"≤ {BudgetMs} ms", "not measured: " + why, null);

    /// <summary>Milliseconds of one import, without the start of the shell.</summary>
    private static async Task<double> OnceAsync(string shell, string module)
    {
        string script = $"""
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Import-Module '{module.Replace("'", "''", StringComparison.Ordinal)}' -ErrorAction Stop
            [System.Console]::Out.WriteLine($watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))
            """;
        var start = new ProcessStartInfo(shell, ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The import failed with exit code {process.ExitCode}.");
    }

    /// <summary>The module that was built beside this program, as <c>artifacts/module</c> of the same tree.</summary>
    private static string? FindModule()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string module = Path.Combine(folder, "artifacts", "module", "GoTick", "GoTick.psd1");
            if (File.Exists(module))
            {
                return module;
            }
        }

        return null;
    }

    private static string? FindOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
            .FirstOrDefault(File.Exists);
}
