using GoTick.PowerShell.Hosting;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>The flows of the matrix: real scripts, which use every kind of step together.</summary>
internal static class MatrixFlow
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Flows");

    public static IReadOnlyList<FlowSource> Sources { get; } =
        [.. Directory.GetFiles(Folder, "*.ps1").Order(StringComparer.Ordinal).Select(path => FlowSource.Read(path, Folder))];

    public static IReadOnlyList<string> Names { get; } = [.. Sources.Select(s => s.Definition.Name)];
}
