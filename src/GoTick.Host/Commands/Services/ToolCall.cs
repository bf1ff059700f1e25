namespace GoTick.Host.Commands.Services;

/// <summary>Calls a program of the system and waits for its end: its exit code, and what it wrote.</summary>
/// <param name="program">The program, found as the system finds programs.</param>
/// <param name="arguments">Its arguments, one by one.</param>
/// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
internal delegate (int ExitCode, string Said) ToolCall(string program, IReadOnlyList<string> arguments);
