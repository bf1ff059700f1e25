namespace GoTick.Core.Checks;

/// <summary>One thing that is wrong in a store.</summary>
/// <param name="Code">What sort of fault, one of <see cref="StoreFaultCode"/>.</param>
/// <param name="Item">The run, branch, gate or text that it is about.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record StoreFault(string Code, string Item, string Message);
