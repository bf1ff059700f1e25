using GoTick.Core.Errors;
using GoTick.Host.Commands;

System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
try
{
    return await RunCommand.MainAsync(args);
}
catch (StoreUnavailableException e)
{
    Console.Error.WriteLine($"gotick: {e.ErrorId}: {e.Message}");
    return ExitCodes.StoreUnavailable;
}
catch (TickException e)
{
    Console.Error.WriteLine($"gotick: {e.ErrorId}: {e.Message}");
    return e.Kind is TickErrorKind.InvalidInput or TickErrorKind.NotFound ? ExitCodes.Usage : ExitCodes.Failed;
}
