using System.Diagnostics;

namespace GoTick.Host.Commands.Services;

/// <summary>The system's own programs.</summary>
internal static class SystemTools
{
    /// <inheritdoc cref="ToolCall"/>
    public static (int ExitCode, string Said) Call(string program, IReadOnlyList<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, $"{output.Trim()} {errors.GetAwaiter().GetResult().Trim()}".Trim());
    }
}
