namespace GoTick.PowerShell.Signing;

/// <summary>Why a file is not taken as signed; never leaves this room.</summary>
internal sealed class UntrustedTextException(string message) : Exception(message);
