using System.Globalization;
using GoTick.Host;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.InvokeAsync(args);
