namespace GoTick.Faults.Tests.Matrix;

/// <summary>A guarantee was broken.</summary>
public sealed class MatrixException(string message) : Exception(message);
