namespace GoTick.Tests.Workers;

/// <summary>The lease was given back: the script unwinds.</summary>
internal sealed class Unwound : Exception;
