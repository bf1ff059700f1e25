using System.Globalization;
using GoTick.Host;
using GoTick.Host.StandIns;
using GoTick.PowerShell.Hosting;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
// Workers that a script starts with Start-TickWorker need the same commands as those of 'gotick worker'.
HostSessions.Add = StandIns.AddTo;
HostSessions.Opened = StandIns.AttachTo;
return await CommandLine.InvokeAsync(args);
